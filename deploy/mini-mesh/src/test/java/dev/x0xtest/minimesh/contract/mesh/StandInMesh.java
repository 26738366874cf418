package dev.x0xtest.minimesh.contract.mesh;

import dev.x0xtest.minimesh.MiniMesh;
import dev.x0xtest.minimesh.StandIn;
import dev.x0xtest.minimesh.Transport;
import dev.x0xtest.minimesh.node.links.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Stand-ins in this process. Cases reach them as a user reaches daemons: by address and token. */
public final class StandInMesh implements DaemonMesh {
    /** Timeouts last a quarter of their real time. Pings and announcements keep their real intervals. */
    public static final Timings TIMINGS = Timings.real().scaledBy(0.25);

    private final Path root;
    private final MiniMesh mesh;

    private StandInMesh(Path root, MiniMesh mesh) {
        this.root = root;
        this.mesh = mesh;
    }

    public static StandInMesh start(Transport transport, Timings timings, MeshPlan plan) throws IOException {
        Path root = Files.createTempDirectory("stand-in-contract-");
        try {
            return new StandInMesh(
                    root,
                    MiniMesh.builder()
                            .nodes(plan.nodes())
                            .transport(transport)
                            .root(root)
                            .seed(1)
                            .cards(false)
                            .timings(timings.withHeartbeat(Duration.ofSeconds(plan.heartbeatSecs())))
                            .start());
        } catch (RuntimeException e) {
            Directories.delete(root);
            throw e;
        }
    }

    @Override
    public List<DaemonNode> nodes() {
        return mesh.nodes().stream().map(StandInMesh::node).toList();
    }

    private static DaemonNode node(StandIn daemon) {
        return new DaemonNode(daemon.apiBase(), daemon.token(), daemon.dataDir(), daemon.agentId(), daemon.machineId());
    }

    @Override
    public void close() {
        mesh.close();
        Directories.delete(root);
    }
}
