package dev.x0xtest.coordinator.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The events of simulated runs: each line fits the schema, every pair is told once, and the last line is the verdict. */
class EventStreamTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ROOM = 16L << 20;

    private static List<JsonNode> events(SimulatedFleet fleet) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InstantSource wall = () -> Instant.ofEpochMilli(1_000_000 + fleet.nowMs());
        EventStream stream = new EventStream(() -> read, ROOM, fleet.config, wall);
        stream.begun(fleet.config, "0.1.0");
        fleet.watcher = stream::took;
        Report report = fleet.run();
        stream.ended(new Judged(report));
        stream.close();
        assertThat(stream.trouble()).isNull();
        List<JsonNode> events = new ArrayList<>();
        for (String line : read.toString(StandardCharsets.US_ASCII).lines().toList()) {
            JsonNode event = JSON.readTree(line);
            assertThat(violations(event)).as(line).isEmpty();
            events.add(event);
        }
        assertThat(events.get(0).path("event").asText()).isEqualTo("run");
        assertThat(cells(events)).doesNotHaveDuplicates().hasSize(report.cells().size());
        JsonNode verdict = events.get(events.size() - 1);
        assertThat(verdict.path("verdict").asText()).isEqualTo(report.verdict().name());
        assertThat(verdict.path("totals")).isEqualTo(ReportJson.totals(report));
        return events;
    }

    private static List<String> violations(JsonNode event) throws IOException {
        try (InputStream schema = Objects.requireNonNull(
                ReportJson.class.getResourceAsStream("/dev/x0xtest/coordinator/report/events-1.schema.json"))) {
            Schema events = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(JSON.readTree(schema));
            return events.validate(event).stream().map(Error::toString).toList();
        }
    }

    private static List<String> cells(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.path("event").asText().equals("cell"))
                .map(event ->
                        event.path("src").asText() + ">" + event.path("dst").asText())
                .toList();
    }

    private static List<String> names(List<JsonNode> events) {
        return events.stream().map(event -> event.path("event").asText()).toList();
    }

    private static List<JsonNode> of(String name, List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.path("event").asText().equals(name))
                .toList();
    }

    @Test
    void aRunByPlansTellsItsStepsInOrder() throws IOException {
        List<JsonNode> events = events(new SimulatedFleet(4).planned());
        List<String> names = names(events);
        assertThat(names.stream().distinct())
                .containsExactly("run", "anchor", "found", "armed", "ready", "go", "report", "cell", "verdict");
        for (String each : List.of("found", "ready", "armed", "report")) {
            assertThat(of(each, events)).as(each).hasSize(4);
        }
        assertThat(of("go", events).get(0).path("nodes")).hasSize(4);
        assertThat(names.lastIndexOf("ready")).isLessThan(names.indexOf("go"));
    }

    @Test
    void cellsAreToldWhileOthersAreOpen() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(4);
        fleet.runners.get(3).silent = true;
        List<JsonNode> events = events(fleet);
        List<JsonNode> cells = of("cell", events);
        assertThat(cells.get(0).path("at_ms").asLong() + 10_000)
                .isLessThan(cells.get(cells.size() - 1).path("at_ms").asLong());
        assertThat(of("given_up", events)).hasSize(1);
        assertThat(of("given_up", events).get(0).path("reason").asText()).contains("no answer to discovery");
        assertThat(of("cell", events))
                .filteredOn(cell -> cell.path("outcome").asText().equals("NOT_RUN"))
                .hasSize(6);
    }

    @Test
    void causesComeBeforeTheVerdict() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(6).planned();
        for (int other = 0; other < 6; other++) {
            fleet.pair(other, 2, HopPlan.GOOD.refused(504, "timeout").arrives(HopPlan.Arrival.NEVER));
        }
        List<JsonNode> events = events(fleet);
        assertThat(of("cause", events)).isNotEmpty();
        assertThat(names(events)).endsWith("cause", "verdict");
    }

    @Test
    void aReaderThatIsGoneIsOneLineAndNoError() {
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        EventStream stream = new EventStream(
                () -> {
                    throw new IOException("Broken pipe");
                },
                1,
                fleet.config,
                InstantSource.system());
        fleet.watcher = stream::took;
        stream.ended(new Judged(fleet.run()));
        stream.close();
        assertThat(stream.trouble()).startsWith("--jsonl: ").endsWith("; the run goes on without it");
    }
}
