package dev.x0xtest.local.mesh.daemons;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.local.mesh.process.MeshDirectory;
import dev.x0xtest.local.mesh.process.Waiting;
import dev.x0xtest.minimesh.MiniMesh;
import dev.x0xtest.minimesh.StandIn;
import dev.x0xtest.minimesh.node.links.Timings;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Stand-ins for x0xd in this process, each with its own REST port and, over QUIC, its own UDP port. */
public final class StandInDaemons implements Daemons {
    private static final Duration START = Duration.ofSeconds(20);

    private final MiniMesh mesh;
    private final String transport;
    private final List<Daemons.Node> nodes = new ArrayList<>();

    private StandInDaemons(MiniMesh mesh, String transport) {
        this.mesh = mesh;
        this.transport = transport;
    }

    /** Starts the stand-ins. Blocks until each is linked to every other. */
    public static StandInDaemons start(MeshSpec plan, MeshDirectory directory, EventLoop loop, IntConsumer progress)
            throws InterruptedException {
        MiniMesh mesh = mesh(plan, directory, progress);
        StandInDaemons started =
                new StandInDaemons(mesh, plan.transport().name().toLowerCase(Locale.ROOT));
        boolean up = false;
        try {
            started.ask(loop);
            up = true;
            return started;
        } finally {
            if (!up) {
                started.close();
            }
        }
    }

    private static MiniMesh mesh(MeshSpec plan, MeshDirectory directory, IntConsumer progress) {
        try {
            return MiniMesh.builder()
                    .nodes(plan.nodes())
                    .transport(plan.transport())
                    .root(directory.path())
                    .timings(Timings.real().withHeartbeat(Duration.ofSeconds(plan.heartbeatSecs())))
                    .seed(StrongRandom.system().nextLong())
                    .cards(plan.cards())
                    .progress(progress)
                    .start();
        } catch (MiniMesh.StartException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }

    private void ask(EventLoop loop) throws InterruptedException {
        List<NodeLabel> labels = MeshSpec.NodeLabels.first(mesh.nodes().size());
        for (int i = 0; i < labels.size(); i++) {
            StandIn standIn = mesh.node(i);
            nodes.add(Waiting.forResult(
                    Daemons.Node.at(
                            labels.get(i),
                            new DaemonAddress(standIn.apiBase()),
                            standIn.dataDir().resolve("api-token"),
                            loop),
                    START,
                    "a stand-in does not answer"));
        }
    }

    /** The stand-ins, for fault injection. */
    public MiniMesh mesh() {
        return mesh;
    }

    @Override
    public List<Daemons.Node> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public void onFailure(Consumer<String> listener) {
        mesh.ownFaults().onFirst(listener);
    }

    @Override
    public String describe() {
        return "stand-ins, " + transport;
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.rest().close());
        mesh.close();
    }
}
