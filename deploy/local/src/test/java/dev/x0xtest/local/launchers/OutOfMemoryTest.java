package dev.x0xtest.local.launchers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.process.ChildProcess;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program of ours that runs out of memory in mid-run ends: never with 1, never half dead, and what was known stays. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class OutOfMemoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int NODES = 24;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theCoordinatorSaysSoInOneLineAndItsJournalGivesAReport() throws Exception {
        Path run = directory.resolve("run");
        Path err = directory.resolve("err");
        Unpacked.Ran ran;
        try (LocalMesh mesh = Meshes.ofStandIns(NODES)) {
            Daemons.Node anchor = mesh.anchor();
            ran = Unpacked.archive(directory.resolve("x"))
                    .run(
                            List.of("sh", "-c", "exec \"$@\" 2>" + err, "sh"),
                            Map.of("JAVA_TOOL_OPTIONS", "-Xmx14m"),
                            "matrix",
                            "--anchor",
                            anchor.label().text(),
                            "--nodes",
                            mesh.nodes().stream()
                                    .map(node -> node.label().text())
                                    .collect(Collectors.joining(",")),
                            "--api-base",
                            anchor.address().toString(),
                            "--api-token-file",
                            anchor.tokenFile().toString(),
                            "--samples",
                            "100",
                            "--quiet",
                            "--json",
                            "-",
                            "--run-dir",
                            run.toString());
        }
        String said = Files.readString(err);
        assertThat(ran.exit()).as(said).isEqualTo(3);
        assertThat(said.lines().filter(line -> line.contains("OutOfMemoryError")))
                .as(said)
                .containsExactly("Terminating due to java.lang.OutOfMemoryError: Java heap space");
        assertThat(ran.text()).as("stdout is for results").isEmpty();
        CommandRun.Said report = CommandRun.said("report", run.toString(), "--color=never");
        assertThat(report.exit()).as(report.err()).isEqualTo(4);
        assertThat(report.out())
                .contains("INCONCLUSIVE", "cut short: its journal ends before the run did", "x0xtest resume");
    }

    @Test
    void aRunnerEndsAndItsNodeIsUnobserved() throws Exception {
        NodeLabel helsinki = new NodeLabel("helsinki");
        try (LocalMesh mesh = Meshes.ofStandIns(NODES)) {
            mesh.stopRunner(helsinki);
            Daemons.Node node = mesh.nodes().stream()
                    .filter(one -> one.label().equals(helsinki))
                    .findFirst()
                    .orElseThrow();
            ChildProcess runner = runner(mesh, node);
            try {
                CommandRun run =
                        CommandRun.matrix(mesh, directory.resolve("run"), "--samples", "100", "--attempts", "1");
                Awaitility.await("the runner ends")
                        .atMost(PATIENCE)
                        .until(() -> runner.death().isPresent());
                assertThat(runner.death()).get().asString().contains("ended with 3");
                assertThat(runner.output()).contains("Terminating due to java.lang.OutOfMemoryError");
                assertThat(run.exit()).as(run.err() + run.out()).isEqualTo(4);
                assertThat(run.total("refuted")).isZero();
                // The other pairs depend on what else this machine does.
                assertThat(run.unproven())
                        .filteredOn(cell -> cell.contains("helsinki"))
                        .hasSize(2 * (NODES - 1));
            } finally {
                runner.terminate();
                runner.awaitEnd(PATIENCE);
            }
        }
    }

    private ChildProcess runner(LocalMesh mesh, Daemons.Node node) throws Exception {
        Path options = Path.of("..", "jvm").toRealPath();
        List<String> command = Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + options.resolve("common.options"),
                        "@" + options.resolve("runner.options"),
                        "-Xms8m",
                        "-Xmx8m",
                        "-cp",
                        classPath(),
                        "dev.x0xtest.runner.Main",
                        "--node",
                        node.label().text(),
                        "--api-base",
                        node.address().toString(),
                        "--api-token-file",
                        node.tokenFile().toString(),
                        "--coordinator",
                        mesh.anchor().agentId().hex(),
                        "--lock-dir",
                        Files.createDirectory(directory.resolve("locks")).toString(),
                        "--state-dir",
                        "none")
                .toList();
        ChildProcess runner =
                ChildProcess.start("the runner", command, directory, directory.resolve("runner.log"), Map.of());
        Awaitility.await("the runner is attached")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(runner.output()).contains("attached to direct messages"));
        return runner;
    }

    /** Without the libraries of tests, whose directories alone would fill a small heap. */
    private static String classPath() {
        List<String> needed = List.of(
                "/protocol/",
                "/runner-agent/",
                "bcprov",
                "jackson",
                "jspecify",
                "logback",
                "netty",
                "picocli",
                "slf4j");
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> needed.stream().anyMatch(entry::contains))
                .filter(entry -> !entry.contains("quic") && !entry.contains("test-classes"))
                .collect(Collectors.joining(":"));
    }
}
