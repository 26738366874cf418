package dev.x0xtest.coordinator.command.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.testkit.report.Schemas;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every pair of the kept journals is explained. */
class ExplainCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine command = new CommandLine(new ExplainCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true));
        return new CommandLineRunner(Map.of(), Map.of()).run(command, arguments);
    }

    private static Path journal(String name) throws URISyntaxException {
        String journal = "/dev/x0xtest/coordinator/journals/" + name + "/run.jsonl";
        return Path.of(Objects.requireNonNull(ExplainCommandTest.class.getResource(journal))
                .toURI());
    }

    private static JsonNode report(String name) throws IOException, URISyntaxException {
        return new ObjectMapper()
                .readTree(journal(name).resolveSibling("report.json").toFile());
    }

    private JsonNode explained(String name, JsonNode cell) throws URISyntaxException {
        assertThat(run(
                        journal(name).toString(),
                        cell.path("src").asText(),
                        cell.path("dst").asText(),
                        "--json",
                        "-"))
                .as(err.toString())
                .isZero();
        return Schemas.assertValid("explain-1", out.toString());
    }

    private static Stream<JsonNode> events(JsonNode explained, String kind) {
        return StreamSupport.stream(explained.path("events").spliterator(), false)
                .filter(event -> event.path("kind").asText().equals(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"by-plans", "per-pair", "stopped", "doubled", "resumed"})
    void everyPairEndsWithItsOutcomeAndAProvenOneHasAllThreeWitnesses(String name) throws Exception {
        for (JsonNode cell : report(name).path("cells")) {
            JsonNode explained = explained(name, cell);
            String outcome = cell.path("outcome").asText();
            String pair = cell.path("src") + " " + cell.path("dst") + " " + outcome;
            JsonNode events = explained.path("events");
            assertThat(events.get(events.size() - 1).path("text").asText())
                    .as(pair)
                    .startsWith(outcome);
            List<Long> times = new ArrayList<>();
            events.forEach(event -> times.add(event.path("t_us").asLong()));
            assertThat(times.subList(0, times.size() - 1)).as(pair).isSorted();
            if (outcome.equals("PROVEN")) {
                assertThat(events(explained, "attempt")).as(pair).isNotEmpty();
                assertThat(events(explained, "answer")).as(pair).isNotEmpty();
                assertThat(events(explained, "sighting")).as(pair).isNotEmpty();
            }
            for (JsonNode sent : events(explained, "attempt").toList()) {
                events(explained, "sighting")
                        .filter(seen -> seen.path("id").equals(sent.path("id")))
                        .forEach(seen -> assertThat(seen.path("t_us").asLong())
                                .as(pair + ": not seen before it was sent")
                                .isGreaterThanOrEqualTo(sent.path("t_us").asLong()
                                        - sent.path("bound_us").asLong()
                                        - seen.path("bound_us").asLong()));
            }
        }
    }

    @Test
    void aHopOfAPlanIsFollowedFromTheCommandToTheReport() throws Exception {
        JsonNode cell = report("by-plans").path("cells").path(0);
        JsonNode explained = explained("by-plans", cell);
        String src = cell.path("src").asText();
        String dst = cell.path("dst").asText();
        List<String> texts = StreamSupport.stream(explained.path("events").spliterator(), false)
                .map(event -> event.path("text").asText())
                .toList();
        assertThat(texts)
                .contains("sends " + src + " its plan", dst + " is armed", "tells " + src + " to go", dst + " goes")
                .anyMatch(text -> text.startsWith("attempt 1, due at go +"))
                .anyMatch(text -> text.startsWith("x0xd took it, path raw_quic_acked"))
                .anyMatch(text -> text.startsWith("attempt 1 seen intact"));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 200})
    void theTextFitsTheTerminal(int columns) throws Exception {
        JsonNode cell = report("by-plans").path("cells").path(0);
        CommandLine command = new CommandLine(new ExplainCommand()).setOut(new PrintWriter(out));
        String[] words = {
            journal("by-plans").toString(),
            cell.path("src").asText(),
            cell.path("dst").asText()
        };
        assertThat(new CommandLineRunner(Map.of("COLUMNS", Integer.toString(columns)), Map.of()).run(command, words))
                .isZero();
        assertThat(out.toString()).contains("source", "destination", "coordinator");
    }

    @Test
    void whatIsNotThereIsOneLineWithItsExitCode() throws Exception {
        String run = journal("by-plans").toString();
        JsonNode nodes = report("by-plans").path("roster");
        String node = nodes.path(0).path("node").asText();
        assertThat(run(run, node, "nowhere")).isEqualTo(2);
        assertThat(err.toString()).contains("the run has no node nowhere; it has " + node);
        assertThat(run(run, node, node)).isEqualTo(2);
        assertThat(run("/no/such/run", node, "sfo")).isEqualTo(3);
        assertThat(err.toString().lines()).hasSize(3);
    }
}
