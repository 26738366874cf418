package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.Main;
import dev.x0xtest.coordinator.command.options.MatrixOptions;
import dev.x0xtest.coordinator.matrix.Measurement;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.local.X0xtestMain;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import dev.x0xtest.local.mesh.process.JavaProgram;
import dev.x0xtest.minimesh.Transport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

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
            StringWriter err = new StringWriter();
            assertThat(measure(mesh, directory, err)).isEqualTo(3);
            assertThat(err.toString()).contains("the test bed failed: stand-in at 127.0.0.1:1: out of memory");
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

    private static int measure(LocalMesh mesh, Path directory, StringWriter err) {
        CommandLine command = new CommandLine(new Measure(mesh));
        command.setOut(new PrintWriter(err)).setErr(new PrintWriter(err));
        return new CommandLineRunner(Map.of(), Main.VARIABLES)
                .run(command, "--run-dir", directory.resolve("run").toString(), "--color=never");
    }

    /** Measures a mesh as {@code local} does. */
    @CommandLine.Command(name = "measure")
    private static final class Measure implements Callable<Integer> {
        @CommandLine.Mixin
        private MatrixOptions options = new MatrixOptions();

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        private final LocalMesh mesh;

        Measure(LocalMesh mesh) {
            this.mesh = mesh;
        }

        @Override
        public Integer call() throws InterruptedException {
            Daemons.Node anchor = mesh.anchor();
            CommandLine line = spec.commandLine();
            return new Measurement(options.config(), line.getOut(), line.getErr())
                    .run(
                            mesh.roster(),
                            AnchorRoute.direct(anchor.address()),
                            () -> TokenSource.file(anchor.tokenFile()),
                            mesh::onFailure)
                    .code();
        }
    }

    /** A mesh that does not ask whether it fits. */
    public static final class Starved {
        private Starved() {}

        public static void main(String[] arguments) throws Exception {
            StringWriter err = new StringWriter();
            int exit = ExitCode.ENVIRONMENT.code();
            try (LocalMesh mesh = LocalMesh.start(spec(12))) {
                exit = measure(mesh, Path.of(arguments[0]), err);
            } catch (EnvironmentException e) {
                err.append(e.getMessage());
            } finally {
                System.err.println(err);
                System.exit(exit);
            }
        }
    }
}
