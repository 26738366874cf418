package dev.x0xtest.local.faults;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.rest.DaemonPaths;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.process.Waiting;
import java.time.Duration;

/** Blocks a contact by the daemon's own interface, as an operator does. */
final class Contacts {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Contacts() {}

    /**
     * Blocks it. Blocks this thread until the daemon has answered.
     *
     * @throws EnvironmentException if it does not
     */
    static MeshBreaker.Mend block(Daemons.Node by, Daemons.Node of) throws InterruptedException {
        trust(by, of, "blocked");
        return () -> trust(by, of, "trusted");
    }

    private static void trust(Daemons.Node by, Daemons.Node of, String level) throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("trust_level", level);
        Waiting.forResult(
                by.rest().call("PATCH", DaemonPaths.of("contacts", of.agentId().hex()), body),
                PATIENCE,
                "the daemon of " + by.label().text() + " does not change its contact "
                        + of.label().text());
    }
}
