package dev.x0xtest.local.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.Program;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
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

/** Runs are found and ended at their runners, on a machine that has no journal of them. */
@Timeout(180)
class FleetRunsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("");

    private static CommandRun.Said said(LocalMesh mesh, String... words) {
        return CommandRun.said(
                Stream.concat(Stream.of(words), CommandRun.way(mesh).stream()).toArray(String[]::new));
    }

    /** A run of twenty seconds whose hops are on their way. */
    private Program measuring(LocalMesh mesh) throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Stream<String> options = Stream.of(
                "matrix",
                "--samples",
                "100",
                "--rate",
                "10",
                "--run-dir",
                directory.resolve("run").toString());
        Program program = Program.start(
                directory,
                temporary,
                Stream.concat(options, CommandRun.way(mesh).stream()).toArray(String[]::new));
        Awaitility.await().atMost(PATIENCE).until(() -> said(mesh, "runs").out().split("\trunning\t", -1).length == 4);
        return program;
    }

    private String runId() throws IOException {
        String head = Files.readString(directory.resolve("run").resolve("run.jsonl"))
                .lines()
                .findFirst()
                .orElseThrow();
        return new ObjectMapper().readTree(head).path("run").path("runId").asText();
    }

    @Test
    void aRunWhoseCoordinatorIsGoneIsEndedWithoutItsJournal() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            Program program = measuring(mesh);
            String start = runId().substring(0, 6);
            CommandRun.Said early = said(mesh, "cancel", start);
            assertThat(early.exit()).isEqualTo(3);
            assertThat(early.err()).contains("so it works on it", "--force");

            program.kill();
            program.awaitExit();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> said(mesh, "cancel", start).exit() == 0);
            CommandRun.Said runs = said(mesh, "runs");
            assertThat(runs.exit()).as(runs.err()).isZero();
            assertThat(runs.out().split("\tended\t", -1)).as(runs.out()).hasSize(4);
            assertThat(said(mesh, "cancel", start).out()).contains("nyc       had ended");

            CommandRun next = CommandRun.matrix(mesh, directory.resolve("next"));
            assertThat(next.exit()).as(next.err()).isZero();
        }
    }

    @Test
    void byForceARunIsEndedUnderItsCoordinator() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            Program program = measuring(mesh);
            CommandRun.Said forced = said(mesh, "cancel", runId(), "--force");
            assertThat(forced.exit()).as(forced.err()).isZero();
            assertThat(forced.out()).contains("run " + runId(), "sfo       cancelled, ", " hops sent, ");
            assertThat(program.awaitExit()).as("superseded").isEqualTo(3);
        }
    }

    @Test
    void whoDoesNotAnswerIsNamed() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            mesh.stopRunner(new NodeLabel("helsinki"));
            CommandRun.Said runs = said(mesh, "runs", "--timeout", "3s");
            assertThat(runs.exit()).isEqualTo(4);
            assertThat(runs.out()).contains("no runner that answered knows a run", "helsinki: no answer in 3 s");
            CommandRun.Said none = said(mesh, "cancel", "abcdef", "--timeout", "3s");
            assertThat(none.exit()).isEqualTo(3);
            assertThat(none.err())
                    .contains("no runner knows a run that begins with 'abcdef': 2 of 3 answered; helsinki: no answer");
        }
    }

    @Test
    void withoutAWayTheMissingJournalIsTheReason() {
        CommandRun.Said none = CommandRun.said("cancel", "abcdef");
        assertThat(none.exit()).isEqualTo(3);
        assertThat(none.err()).contains("no run 'abcdef' on this machine", "give --fleet FILE");
    }
}
