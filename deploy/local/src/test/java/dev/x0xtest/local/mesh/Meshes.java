package dev.x0xtest.local.mesh;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.rest.DaemonPaths;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import dev.x0xtest.minimesh.Transport;
import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts meshes for tests, and changes their contacts by REST as an operator does. */
public final class Meshes {
    private static final int CALL_SECONDS = 30;

    private Meshes() {}

    /** Starts stand-ins that are linked in memory. */
    public static LocalMesh ofStandIns(int nodes) throws InterruptedException {
        return LocalMesh.start(plan(nodes, null, 5));
    }

    public static MeshSpec plan(int nodes, @Nullable X0xdBinary x0xd, int heartbeatSecs) {
        return new MeshSpec(nodes, x0xd, Transport.MEMORY, true, heartbeatSecs);
    }

    /** Returns a starter of our runners in this process, which grant the anchor every power. */
    public static Runners.Starter runnersWithEveryPower() {
        return (nodes, coordinator, directory, group) -> InProcessRunners.start(
                nodes,
                Authority.parse(List.of(coordinator.hex() + "=measure,pairwise,contacts,groups")),
                directory,
                group);
    }

    /** Returns a starter of our runners in this process, which obey the first so many nodes. */
    public static Runners.Starter runnersObeying(int coordinators) {
        return (nodes, coordinator, directory, group) -> InProcessRunners.start(
                nodes,
                Authority.parse(nodes.stream()
                        .limit(coordinators)
                        .map(node -> node.agentId().hex())
                        .toList()),
                directory,
                group);
    }

    static Daemons.Node node(LocalMesh mesh, String label) {
        return mesh.nodes().stream()
                .filter(node -> node.label().equals(new NodeLabel(label)))
                .findFirst()
                .orElseThrow();
    }

    /** Blocks the contact {@code about} at the node {@code at}. */
    public static void block(LocalMesh mesh, String at, String about) throws Exception {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("trust_level", "blocked");
        String path = DaemonPaths.of("contacts", node(mesh, about).agentId().hex());
        node(mesh, at).rest().call("PATCH", path, body).get(CALL_SECONDS, TimeUnit.SECONDS);
    }
}
