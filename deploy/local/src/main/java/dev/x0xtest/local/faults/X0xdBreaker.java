package dev.x0xtest.local.faults;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.Daemons;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Faults of real daemons, as far as they need no rights on the network: signals, and their own interface. */
final class X0xdBreaker implements MeshBreaker {
    private static final long PATIENCE_SECONDS = 5;

    private final LocalMesh mesh;

    X0xdBreaker(LocalMesh mesh) {
        this.mesh = mesh;
    }

    @Override
    public Set<FaultKind> kinds() {
        return EnumSet.of(FaultKind.BLOCK, FaultKind.FREEZE);
    }

    @Override
    public Mend make(FaultKind kind, Daemons.Node node, Daemons.@Nullable Node to) throws InterruptedException {
        if (kind == FaultKind.BLOCK && to != null) {
            return Contacts.block(node, to);
        }
        if (kind == FaultKind.FREEZE) {
            signal("STOP", node);
            return () -> signal("CONT", node);
        }
        throw new EnvironmentException("real daemons cannot be given the fault " + kind.label() + " here", null);
    }

    private void signal(String name, Daemons.Node node) throws InterruptedException {
        String pid = Long.toString(mesh.pid(node.label()));
        String what = "kill -" + name + " " + pid + " (x0xd of " + node.label().text() + ")";
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                kill.destroyForcibly();
                throw new EnvironmentException(what + " failed", null);
            }
        } catch (IOException e) {
            throw new EnvironmentException(what + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void inRun() {}
}
