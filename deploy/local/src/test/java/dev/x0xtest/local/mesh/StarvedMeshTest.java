package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.matrix.Measurement;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.X0xtestMain;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import dev.x0xtest.local.mesh.process.JavaProgram;
import dev.x0xtest.minimesh.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What its machine does to a mesh is the machine's fault and not the mesh's: never FAIL. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class StarvedMeshTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void tooLargeAMeshIsRefusedBeforeItStarts() throws Exception {
        Path err = directory.resolve("err");
        int exit = child("-XX:MaxDirectMemorySize=12m", X0xtestMain.class, "local", "--nodes", "30");
        assertThat(exit).as(Files.readString(err)).isEqualTo(3);
        assertThat(Files.readString(err))
                .startsWith("x0xtest local: this machine cannot carry the mesh: 30 stand-ins need ")
                .hasLineCount(1);
    }

    @Test
    void aMeshWithTooLittleMemoryIsNoFailure() throws Exception {
        int exit = child("-XX:MaxDirectMemorySize=1m", Starved.class, directory.toString());
        String said = Files.readString(directory.resolve("err")) + Files.readString(directory.resolve("out"));
        assertThat(exit).as(said).isIn(3, 4);
        assertThat(said).contains("out of memory");
    }

    @Test
    void aStandInThatFailsEndsTheRun() throws Exception {
        try (LocalMesh mesh = LocalMesh.start(spec(3))) {
            mesh.standIns().orElseThrow().ownFaults().report("stand-in at 127.0.0.1:1: out of memory");
            CommandRun run = CommandRun.watched(mesh, mesh::onFailure, directory);
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).contains("the test bed failed: stand-in at 127.0.0.1:1: out of memory");
        }
    }

    @Test
    void aFaultThatIsFoundAfterTheLastPairRefutesNothing() throws Exception {
        try (LocalMesh mesh = LocalMesh.start(spec(3))) {
            Meshes.block(mesh, "sfo", "helsinki");
            AtomicInteger looks = new AtomicInteger();
            Measurement.TestBed late = listener -> {
                if (looks.incrementAndGet() > 1) {
                    listener.accept("runner of sfo ended with 137: killed");
                }
            };
            CommandRun run = CommandRun.watched(mesh, late, directory);
            assertThat(run.exit()).as(run.err() + run.out()).isEqualTo(3);
            assertThat(run.total("refuted")).isZero();
            assertThat(run.total("unobserved")).isEqualTo(2);
            assertThat(run.out()).contains("the test bed failed: runner of sfo ended with 137: killed");
            CommandRun.Said again =
                    CommandRun.said("report", directory.resolve("run").toString(), "--color=never");
            assertThat(again.exit()).isEqualTo(3);
            assertThat(again.out()).isEqualTo(run.out());
        }
    }

    private int child(String option, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(JavaProgram.small());
        command.add(1, option);
        command.add(1, "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static MeshSpec spec(int nodes) {
        return new MeshSpec(nodes, null, Transport.QUIC, true, 5);
    }

    /** A mesh that does not ask whether it fits. */
    public static final class Starved {
        private Starved() {}

        public static void main(String[] arguments) throws Exception {
            int exit = ExitCode.ENVIRONMENT.code();
            try (LocalMesh mesh = LocalMesh.start(spec(12))) {
                CommandRun run = CommandRun.watched(mesh, mesh::onFailure, Path.of(arguments[0]));
                exit = run.exit();
            } catch (EnvironmentException e) {
                System.err.println(e.getMessage());
            } finally {
                System.exit(exit);
            }
        }
    }
}
