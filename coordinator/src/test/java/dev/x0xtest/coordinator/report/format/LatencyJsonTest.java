package dev.x0xtest.coordinator.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.latency.Samples;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.TimedReport;
import dev.x0xtest.testkit.report.ReportSchema;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LatencyJsonTest {
    private static JsonNode valid(Report report) {
        return ReportSchema.assertValid(ReportJson.text(report));
    }

    @Test
    void timesArePartOfTheReport() {
        JsonNode json = valid(TimedReport.of(SampleReports.pass(), 12));
        JsonNode latency = json.path("latency");
        assertThat(latency.path("unit").asText()).isEqualTo("us");
        assertThat(latency.path("from").toString()).isEqualTo("[\"scheduled\",\"send\"]");
        assertThat(latency.path("pairs")).hasSize(30);
        assertThat(latency.path("rows")).hasSize(6);
        assertThat(latency.path("columns")).hasSize(6);
        assertThat(latency.path("all").path("send").path("count").asInt()).isEqualTo(360);
        JsonNode pair = latency.path("pairs").get(0);
        assertThat(pair.path("src").asText() + pair.path("dst").asText()).isEqualTo("nycsfo");
        assertThat(pair.path("send").path("min").asLong()).isEqualTo(200);
        assertThat(pair.path("scheduled").path("min").asLong()).isEqualTo(350);
        assertThat(pair.path("send").path("p90").isNull()).isFalse();
        assertThat(pair.path("send").path("p99").isNull()).isTrue();
        assertThat(Samples.of(pair.path("send").path("hdr").asText()).count()).isEqualTo(12);
        assertThat(pair.path("one_way").path("value").asLong()).isBetween(100L, 2_000L);
    }

    @Test
    void clocksAreToldAgainstTheBestKnownOne() {
        JsonNode clocks = valid(TimedReport.of(SampleReports.pass(), 1)).path("clocks");
        String reference = clocks.path("reference").asText();
        assertThat(clocks.path("nodes")).hasSize(6);
        long referenceUs = 0;
        for (int node = 0; node < 6; node++) {
            JsonNode one = clocks.path("nodes").get(node);
            referenceUs = one.path("node").asText().equals(reference) ? node * 1_000_000L : referenceUs;
        }
        for (int node = 0; node < 6; node++) {
            JsonNode one = clocks.path("nodes").get(node);
            assertThat(Math.abs(one.path("offset_us").asLong() + referenceUs - node * 1_000_000L))
                    .isLessThanOrEqualTo(one.path("bound_us").asLong() + 1);
        }
    }

    @Test
    void textAndTreeAreTheSame() {
        Report report = TimedReport.of(SampleReports.blockedContact(), 3);
        assertThat(valid(report).toString()).isEqualTo(ReportJson.tree(report).toString());
    }

    @Test
    void pairsWithoutTimesHaveNoFigures() {
        JsonNode latency =
                valid(TimedReport.of(SampleReports.blockedContact(), 1)).path("latency");
        for (JsonNode pair : latency.path("pairs")) {
            String name = pair.path("src").asText() + " " + pair.path("dst").asText();
            boolean blocked = name.equals("helsinki nuremberg") || name.equals("nuremberg helsinki");
            assertThat(pair.path("send").path("count").asInt()).as(name).isEqualTo(blocked ? 0 : 1);
            assertThat(pair.path("one_way").isNull()).as(name).isEqualTo(blocked);
        }
    }

    @Test
    void aReportWithoutTimesAndTheOldSchemaHaveNoSuchKeys() throws IOException {
        ObjectNode without = ReportJson.tree(SampleReports.pass());
        assertThat(without.has("latency") || without.has("clocks")).isFalse();
        StringBuilder old = new StringBuilder();
        ReportJson.write(new Judged(TimedReport.of(SampleReports.pass(), 1)), ReportJson.Schema.ONE, old);
        assertThat(old).doesNotContain("latency", "clocks");
    }

    @Test
    void anotherEndKeepsTheTimes() {
        Report ended = TimedReport.of(SampleReports.pass(), 1).endedBy(Ending.noAnchor("gone"));
        assertThat(ReportJson.tree(ended)
                        .path("latency")
                        .path("all")
                        .path("send")
                        .path("count")
                        .asInt())
                .isEqualTo(30);
    }

    @Test
    void aTimeBelowZeroNeedsItsFlag() {
        ObjectNode json = ReportJson.tree(TimedReport.of(SampleReports.pass(), 1));
        ((ObjectNode) json.path("latency").path("pairs").get(0).path("one_way")).put("value", -5);
        assertThat(ReportSchema.violations(json)).isNotEmpty();
    }
}
