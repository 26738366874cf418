package dev.x0xtest.serve.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.coordinator.runs.RunDirectory;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over the journal of a run in which helsinki had blocked sfo. */
class ExplanationsTest {
    private static final Path RECORDED =
            Path.of("../src/test/resources/dev/x0xtest/coordinator/journals/blocked-and-absent/run.jsonl");
    private static final NodeLabel SFO = new NodeLabel("sfo");
    private static final NodeLabel HELSINKI = new NodeLabel("helsinki");

    @TempDir
    private Path state = Path.of("");

    private Path journal = Path.of("");
    private String run = "";
    private Explanations explanations = new Explanations(UserDirectories.of(Map.of()));

    @BeforeEach
    void keepTheJournal() throws IOException {
        UserDirectories user = UserDirectories.of(Map.of("XDG_STATE_HOME", state.toString()));
        run = RunDirectory.head(RECORDED).config().runId();
        Path directory = RunDirectory.runs(user).resolve("20261128T120000Z-" + run.substring(0, 8));
        Files.createDirectories(directory);
        journal = directory.resolve("run.jsonl");
        Files.copy(RECORDED, journal);
        explanations = new Explanations(user);
    }

    @Test
    void tellsWhatHappenedToAPair() {
        JsonNode told = ((Explanations.Answer.Explained) explanations.of(run, HELSINKI, SFO)).json();
        assertThat(told.path("schema").asText()).isEqualTo("x0xtest/explain/1");
        assertThat(told.path("outcome").asText()).startsWith("REFUSED(403");
        JsonNode events = told.path("events");
        assertThat(events).hasSizeGreaterThan(3);
        assertThat(events.path(events.size() - 1).path("kind").asText()).isEqualTo("outcome");
    }

    @Test
    void knowsNoPairThatTheRunHasNotMeasured() {
        assertThat(explanations.of(run, SFO, new NodeLabel("paris")))
                .isInstanceOf(Explanations.Answer.NoSuchPair.class);
        assertThat(explanations.of(run, SFO, SFO)).isInstanceOf(Explanations.Answer.NoSuchPair.class);
    }

    @Test
    void doesWithoutAJournal() throws IOException {
        String other = run.substring(0, 8) + "0".repeat(24);
        assertThat(explanations.of(other, HELSINKI, SFO))
                .as("a run whose id begins alike")
                .isInstanceOf(Explanations.Answer.NoJournal.class);
        Files.writeString(journal, "{\"no\":\"journal\"}\n");
        assertThat(explanations.of(run, HELSINKI, SFO)).isInstanceOf(Explanations.Answer.NoJournal.class);
        Files.delete(journal);
        assertThat(explanations.of(run, HELSINKI, SFO)).isInstanceOf(Explanations.Answer.NoJournal.class);
        assertThat(explanations.of("f".repeat(32), HELSINKI, SFO)).isInstanceOf(Explanations.Answer.NoJournal.class);
    }
}
