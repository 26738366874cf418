package dev.x0xtest.local.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.PrivateSshd;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cloned machine among real daemons. With a machine key of its own, its x0xd has links beside the original's and takes
 * many of its direct messages. With the same machine key, the two x0xd take each other's links away every minute or so:
 * while the clone has them, the original is cut off, and while the original has them, a run cannot see the clone.
 */
@EnabledIf(value = "x0xd", disabledReason = "no real x0xd was given with -Dx0xd=PATH")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ClonedMachineTest {
    private static final String SECOND = "a second x0xd with helsinki's identity";
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @TempDir
    private Path directory = Path.of("");

    static boolean x0xd() {
        return !path().isEmpty();
    }

    private static String path() {
        return System.getProperty("x0xd", "");
    }

    private static LocalMesh mesh() throws InterruptedException {
        return LocalMesh.start(Meshes.plan(4, X0xdBinary.find(path(), Map.of()).orElseThrow(), 5));
    }

    private ClonedMachine clone(LocalMesh mesh, boolean sameMachine) throws Exception {
        Daemons.Node helsinki = mesh.nodes().stream()
                .filter(node -> node.label().text().equals("helsinki"))
                .findFirst()
                .orElseThrow();
        return ClonedMachine.of(helsinki, path(), Files.createDirectory(directory.resolve("clone")), sameMachine);
    }

    private CommandRun matrix(LocalMesh mesh, String name) {
        return CommandRun.matrix(mesh, directory.resolve(name), "--replace");
    }

    /** Runs matrices until one has lost a pair to the clone: which daemon takes a message is up to chance. */
    private CommandRun lossy(LocalMesh mesh) {
        return Awaitility.await("a run that the clone disturbs")
                .atMost(PATIENCE)
                .until(() -> matrix(mesh, "lossy"), run -> run.exit() != 0);
    }

    @Test
    void aSecondMachineWithTheAgentsKeyIsNamed() throws Exception {
        try (LocalMesh mesh = mesh()) {
            try (ClonedMachine clone = clone(mesh, false)) {
                CommandRun run = lossy(mesh);
                assertThat(clone.isAlive()).isTrue();
                assertThat(run.out())
                        .contains("warning: helsinki: two machines announce its identity", SECOND + " runs")
                        .contains("next: stop the second x0xd with helsinki's identity, such as a cloned machine");
                assertThat(run.report().path("warnings").toString()).contains(SECOND);
            }
            CommandRun after = Awaitility.await("a run after the clone has ended")
                    .atMost(PATIENCE)
                    .until(() -> matrix(mesh, "after"), run -> run.exit() == 0);
            assertThat(after.out()).doesNotContain("second x0xd");
        }
    }

    @Test
    void aCloneWithItsOwnRunnerIsNamed() throws Exception {
        try (LocalMesh mesh = mesh();
                ClonedMachine clone = clone(mesh, false).withRunner(mesh)) {
            CommandRun run = Awaitility.await("a run that names the clone")
                    .atMost(PATIENCE)
                    .until(() -> matrix(mesh, "two"), one -> one.out().contains("warning: helsinki: two "));
            assertThat(clone.isAlive()).isTrue();
            assertThat(run.out()).contains(SECOND + " runs");
        }
    }

    @Test
    void fleetCheckFindsACloneOfTheWholeDisk() throws Exception {
        assumeThat(PrivateSshd.missing()).isEmpty();
        try (LocalMesh mesh = mesh();
                PrivateSshd sshd = PrivateSshd.start(Files.createDirectory(directory.resolve("sshd")))) {
            Path fleet = sshd.everyHost(directory.resolve("fleet.toml"), mesh);
            assertThat(check(fleet).out()).doesNotContain("second x0xd");
            try (ClonedMachine clone = clone(mesh, true)) {
                CommandRun.Said found = Awaitility.await("the clone has the links")
                        .atMost(PATIENCE)
                        .until(() -> check(fleet), said -> said.out().contains("second x0xd"));
                assertThat(clone.isAlive()).isTrue();
                assertThat(found.exit()).as(found.out() + found.err()).isEqualTo(4);
                assertThat(found.out()).contains("helsinki: wrong: ", "a second x0xd with this identity");
            }
        }
    }

    @Test
    void aFrozenDaemonIsNotTakenForAClone() throws Exception {
        try (LocalMesh mesh = mesh()) {
            ProcessHandle frozen = daemonOf("helsinki");
            signal(frozen, "STOP");
            try {
                CommandRun run = matrix(mesh, "frozen");
                assertThat(run.exit()).as(run.out() + run.err()).isNotZero();
                assertThat(run.out() + run.err()).doesNotContain(SECOND);
            } finally {
                signal(frozen, "CONT");
            }
        }
    }

    private static ProcessHandle daemonOf(String label) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("x0xd"))
                .filter(process -> String.join(" ", process.info().arguments().orElse(new String[0]))
                        .contains("/" + label + "/"))
                .findFirst()
                .orElseThrow();
    }

    private static void signal(ProcessHandle process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static CommandRun.Said check(Path fleet) {
        CommandRun.Said said = CommandRun.said("fleet", "check", "--fleet", fleet.toString(), "--timeout", "8s");
        System.out.println(said.out());
        return said;
    }
}
