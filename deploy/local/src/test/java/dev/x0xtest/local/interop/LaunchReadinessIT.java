package dev.x0xtest.local.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Upstream's gate reads what {@code --summary upstream} prints, in place of the matrix that it would start. */
@Interop
@DisplayName("Upstream's gate, our matrix")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LaunchReadinessIT {
    /** Calls the gate's own baseline scenario and its own evaluation, and prints what they make of it. */
    private static final String DRIVER = """
            import json, pathlib, sys
            sys.path.insert(0, sys.argv[1])
            import launch_readiness as gate
            root = pathlib.Path(sys.argv[2])
            ctx = gate.ScenarioContext(args=None, proof_dir=root, nodes={}, anchor="nyc", repo_root=root)
            result = gate.scenario_baseline(ctx)
            passed, violations = gate.evaluate_slos("limited-production", {}, {}, result)
            print(json.dumps({"metrics": result.extra_metrics, "failed": result.fail_reason,
                              "passed": passed, "violations": violations}))
            """;

    /** What the gate starts: prints the output of a run of ours, and ends as it ended. */
    private static final String MATRIX = """
            import pathlib, sys
            here = pathlib.Path(__file__).parent
            sys.stdout.write((here / "out").read_text())
            sys.stderr.write((here / "err").read_text())
            sys.exit(int((here / "exit").read_text()))
            """;

    @TempDir
    private Path directory = Path.of("");

    private JsonNode gate(CommandRun run) throws IOException, InterruptedException {
        Path tests = Files.createDirectories(directory.resolve("tests"));
        Files.writeString(tests.resolve("e2e_vps_mesh.py"), MATRIX);
        Files.writeString(tests.resolve("out"), run.out());
        Files.writeString(tests.resolve("err"), run.err());
        Files.writeString(tests.resolve("exit"), Integer.toString(run.exit()));
        UpstreamHarness harness = UpstreamHarness.find();
        Path answer = directory.resolve("answer");
        Path log = directory.resolve("gate.log");
        List<String> command = new ArrayList<>(List.of(harness.python().toString(), "-B", "-c", DRIVER));
        command.addAll(List.of(harness.tests().toString(), directory.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(answer.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
            return JsonMapper.builder().build().readTree(Files.readString(answer));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisplayName("30 of 30 pairs pass it")
    void aPassPassesTheGate() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(6)) {
            CommandRun run = CommandRun.matrix(mesh, directory.resolve("run"), "--summary", "upstream");
            assertThat(run.exit()).isZero();
            JsonNode answer = gate(run);
            assertThat(answer.path("metrics").path("phase_a_sent").asInt()).isEqualTo(30);
            assertThat(answer.path("metrics").path("phase_a_received").asInt()).isEqualTo(30);
            assertThat(answer.path("failed").isNull()).isTrue();
            assertThat(answer.path("violations")).isEmpty();
        }
    }

    @Test
    @DisplayName("a silent node fails it")
    void aSilentNodeFailsTheGate() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(6)) {
            mesh.stopRunner(new NodeLabel("sydney"));
            CommandRun run = CommandRun.matrix(
                    mesh, directory.resolve("run"), "--summary", "upstream", "--discover-timeout", "3s");
            JsonNode answer = gate(run);
            assertThat(answer.path("metrics").path("phase_a_received").asInt()).isEqualTo(20);
            assertThat(answer.path("metrics").path("phase_a_exit_code").asInt()).isEqualTo(4);
            assertThat(answer.path("violations").toString()).contains("phase A received 20 < gate 30");
        }
    }
}
