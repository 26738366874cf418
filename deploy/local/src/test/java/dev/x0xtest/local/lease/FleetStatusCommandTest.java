package dev.x0xtest.local.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.Program;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.testkit.report.Schemas;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The condition of a mesh, asked through its anchor. */
@Timeout(180)
class FleetStatusCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("");

    private static String[] status(LocalMesh mesh, String... words) {
        return Stream.concat(Stream.concat(Stream.of("status"), CommandRun.way(mesh).stream()), Stream.of(words))
                .toArray(String[]::new);
    }

    private Program started(String... words) throws IOException {
        return Program.start(directory, Files.createDirectories(directory.resolve("tmp")), words);
    }

    private String out() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    @Test
    void everyNodeIsALineAndASilentRunnerIsNamed() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            CommandRun.Said well = CommandRun.said(status(mesh));
            assertThat(well.exit()).as(well.out() + well.err()).isZero();
            assertThat(well.out()).contains("\nnyc       ok", "\nsfo       ok", "3 nodes: 3 ok");

            CommandRun.Said asJson = CommandRun.said(status(mesh, "--json", "-"));
            JsonNode nodes = Schemas.assertValid("status-1", asJson.out()).path("nodes");
            assertThat(nodes).hasSize(3).allSatisfy(node -> {
                assertThat(node.path("state").asText()).isEqualTo("ok");
                assertThat(Math.abs(node.path("clock").path("offset_us").asLong()))
                        .as("one clock for all")
                        .isLessThanOrEqualTo(node.path("clock").path("bound_us").asLong());
            });

            mesh.stopRunner(new NodeLabel("helsinki"));
            CommandRun.Said two = CommandRun.said(status(mesh, "--timeout", "3s"));
            assertThat(two.exit()).isEqualTo(4);
            assertThat(two.out()).contains("helsinki  silent", "helsinki: no answer in 3 s", "3 nodes: 2 ok, 1 silent");
        }
    }

    @Test
    void aRunUnderWayIsNamedAndNotDisturbed() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            Path json = directory.resolve("report.json");
            Stream<String> matrix = Stream.of("matrix", "--samples", "40", "--rate", "10", "--json", json.toString());
            Program program =
                    started(Stream.concat(matrix, CommandRun.way(mesh).stream()).toArray(String[]::new));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> CommandRun.said(status(mesh)).out().contains("3 nodes: 3 busy"));
            CommandRun.Said busy = CommandRun.said(status(mesh, "--json", "-"));
            assertThat(busy.exit()).as(busy.out()).isZero();
            JsonNode run = Schemas.assertValid("status-1", busy.out()).at("/nodes/0/run");
            assertThat(run.path("coordinator").asText())
                    .isEqualTo(mesh.anchor().agentId().hex());
            assertThat(run.path("since").asLong()).isPositive();
            assertThat(program.awaitExit()).as(program.err()).isZero();
        }
    }

    @Test
    void aWatchGoesOnUntilCtrlC() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            Program program = started(status(mesh, "--watch", "--interval", "200ms"));
            Awaitility.await().atMost(PATIENCE).until(() -> out().split("3 nodes: 3 ok\n\n", -1).length > 3);
            program.signal("INT");
            assertThat(program.awaitExit()).as(program.err()).isEqualTo(130);
            assertThat(out())
                    .matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\n.*")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void withoutAnAnchorThereIsNoStatus() {
        CommandRun.Said none = CommandRun.said(
                "status",
                "--anchor",
                "nyc",
                "--nodes",
                "nyc,sfo",
                "--api-base",
                "http://127.0.0.1:1",
                "--api-token",
                "t");
        assertThat(none.exit()).as(none.err()).isEqualTo(3);
        assertThat(CommandRun.said("status", "--interval", "3s").exit()).isEqualTo(2);
    }
}
