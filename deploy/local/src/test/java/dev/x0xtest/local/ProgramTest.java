package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.IgnoredSignals;
import dev.x0xtest.local.bench.BenchNode;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.testkit.report.ReportSchema;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the program as a process: what its signals do, and that it leaves nothing behind. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class ProgramTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path directory = Path.of("");

    private Path temporary = Path.of("");
    private final List<Program> programs = new ArrayList<>();

    @BeforeEach
    void makeTemporary() throws IOException {
        temporary = Files.createDirectory(directory.resolve("tmp"));
    }

    @AfterEach
    void endPrograms() {
        programs.forEach(Program::end);
    }

    private Program started(String... arguments) throws IOException {
        Program program = Program.start(directory, temporary, arguments);
        programs.add(program);
        return program;
    }

    private boolean nothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.noneMatch(file -> file.getFileName().toString().startsWith("x0xtest-local-"));
        }
    }

    @Test
    void aKeptMeshStaysUntilCtrlCAndLeavesNothing() throws Exception {
        Program program = started("local", "--nodes", "3", "--transport", "memory", "--keep");
        program.awaitErr("undo it:");
        assertThat(program.err())
                .contains("./x0xtest matrix --anchor nyc --nodes nyc,sfo,helsinki --api-base http://127.0.0.1:")
                .contains("curl -X PATCH http://127.0.0.1:");
        assertThat(program.isAlive()).isTrue();

        program.signal("INT");
        assertThat(program.awaitExit()).isZero();
        assertThat(nothingIsLeft()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aWatchedMeshStaysUntilASignalAndLeavesNothing(String signal, int exit) throws Exception {
        Program program = started("local", "--nodes", "2", "--transport", "memory", "--serve");
        program.awaitErr("Ctrl-C ends all");
        assertThat(Files.readString(directory.resolve("out"))).matches("listening http://127\\.0\\.0\\.1:\\d+\n");
        program.signal(signal);
        assertThat(program.awaitExit()).as(program.err()).isEqualTo(exit);
        assertThat(nothingIsLeft()).isTrue();
        assertThat(directory.resolve("state/x0xtest/runs"))
                .as("the runs of the user")
                .doesNotExist();
    }

    @Test
    void aMeshOfABenchIsUpAsLongAsItsInputIsOpen() throws Exception {
        Path described = directory.resolve("mesh.json");
        Program program = started(
                "bench",
                "mesh",
                "--nodes",
                "3",
                "--transport",
                "memory",
                "--without-runner",
                "sfo",
                "--describe",
                described.toString());
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(described));
        assertThat(BenchNode.read(described)).extracting(BenchNode::label).containsExactly("nyc", "sfo", "helsinki");
        assertThat(program.isAlive()).isTrue();

        program.endInput();
        assertThat(program.awaitExit()).as(program.err()).isZero();
        assertThat(nothingIsLeft()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void aSignalWhileTheMeshStartsTakesItDown(String signal, int exit) throws Exception {
        assumeHeard(signal);
        Program program = started("local", "--nodes", "60", "--transport", "memory");
        Awaitility.await().atMost(PATIENCE).until(() -> !nothingIsLeft());
        program.signal(signal);
        assertThat(program.awaitExit()).as(program.err()).isEqualTo(exit);
        assertThat(program.err()).contains("the mesh is taken down").doesNotContain("\tat ");
        assertThat(nothingIsLeft()).isTrue();
    }

    /** Under nohup the programs that a test starts ignore SIGHUP, as they should. */
    private static void assumeHeard(String signal) {
        assumeThat(IgnoredSignals.now().has(signal)).isFalse();
    }

    @Test
    void aMeshWhoseProgramIsKilledIsRemoved() throws Exception {
        Program program = started("local", "--nodes", "2", "--transport", "memory", "--keep");
        program.awaitErr("until Ctrl-C");
        program.kill();
        Awaitility.await().atMost(PATIENCE).until(this::nothingIsLeft);
    }

    @Test
    void ctrlCBeforeProdIsTouchedStopsEverything() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "t");
        Path run = directory.resolve("run");
        Program program = started(
                "matrix",
                "--network",
                "prod",
                "--anchor",
                "nyc",
                "--nodes",
                "nyc,sfo",
                "--api-token-file",
                token.toString(),
                "--run-dir",
                run.toString());
        program.awaitErr("Ctrl-C within 5 s stops this");
        program.signal("INT");
        assertThat(program.awaitExit()).isEqualTo(130);
        assertThat(run).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130, interrupted", "TERM, 143, terminated", "HUP, 129, hung up"})
    void aRunThatIsCutShortStillReports(String signal, int exit, String reason) throws Exception {
        assumeHeard(signal);
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            mesh.stopRunner(new NodeLabel("helsinki"));
            Path json = directory.resolve("out.json");
            Path junit = directory.resolve("out.xml");
            String hint = DrivingHints.matrix(mesh.nodes()) + " --discover-timeout 60s --json " + json + " --junit "
                    + junit + " --run-dir " + directory.resolve("run");
            Program program = started(Stream.of(hint.split(" ")).skip(1).toArray(String[]::new));
            program.awaitErr("2/6");

            program.signal(signal);
            assertThat(program.awaitExit()).as(program.err()).isEqualTo(exit);
            JsonNode report = ReportSchema.assertValid(Files.readString(json));
            assertThat(report.path("exit_code").asInt()).isEqualTo(exit);
            assertThat(report.path("totals").path("proven").asInt()).isEqualTo(2);
            assertThat(report.toString()).contains(reason);
            assertThat(Files.readString(junit)).contains("<testsuite");
        }
    }
}
