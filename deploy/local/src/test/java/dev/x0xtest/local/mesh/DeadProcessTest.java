package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.kill.StandInProgram;
import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import dev.x0xtest.minimesh.MiniMeshMain;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process of {@code local --x0xd} that ends by itself is the fault of the test bed: no pair is refuted by it. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class DeadProcessTest {
    @TempDir
    private Path directory = Path.of("");

    private X0xdBinary x0xd = new X0xdBinary(Path.of(""), "");

    @BeforeEach
    void standIn() throws IOException {
        x0xd = StandInProgram.in(directory);
    }

    /** Kills the one process below this one whose command line has these words and begins with Java. */
    private static void kill(String... words) {
        List<ProcessHandle> found = ProcessHandle.current()
                .descendants()
                .filter(process -> {
                    String line = commandLine(process.pid());
                    return line.startsWith(System.getProperty("java.home"))
                            && List.of(words).stream().allMatch(line::contains);
                })
                .toList();
        assertThat(found).hasSize(1);
        found.get(0).destroyForcibly();
    }

    // Java itself cuts a command line after one page of memory.
    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private CommandRun afterTheDeathOf(String... words) throws InterruptedException {
        try (LocalMesh mesh = LocalMesh.start(Meshes.plan(3, x0xd, 5))) {
            kill(words);
            return CommandRun.watched(mesh, mesh::onFailure, directory.resolve("run"));
        }
    }

    private static void isNoVerdict(CommandRun run, String reason) {
        String said = run.err() + run.out();
        assertThat(run.exit()).as(said).isEqualTo(3);
        assertThat(said).contains("the test bed failed: " + reason);
        assertThat(run.total("refuted")).isZero();
    }

    @Test
    void aDaemonThatDiesEndsTheRun() throws Exception {
        isNoVerdict(afterTheDeathOf(MiniMeshMain.class.getName(), "/sfo/"), "x0xd of sfo ended with 137: ");
    }

    @Test
    void aRunnerThatDiesEndsTheRun() throws Exception {
        isNoVerdict(afterTheDeathOf("--node sfo "), "runner of sfo ended with 137: ");
    }

    @Test
    void aRunnerThatIsStoppedIsAFindingAndNoFaultOfTheTestBed() throws Exception {
        try (LocalMesh mesh = LocalMesh.start(Meshes.plan(3, x0xd, 5))) {
            mesh.stopRunner(new NodeLabel("sfo"));
            CommandRun run =
                    CommandRun.watched(mesh, mesh::onFailure, directory.resolve("run"), "--discover-timeout", "2s");
            assertThat(run.exit()).as(run.err() + run.out()).isEqualTo(4);
        }
    }
}
