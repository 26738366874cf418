package dev.x0xtest.coordinator.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.RandomReports;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.testkit.report.ReportSchema;
import dev.x0xtest.wire.NodeLabel;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    @Test
    void everyOutcomeIsWrittenAsTheGoldenFileShows() {
        String text = ReportJson.text(SampleReports.everyOutcome());

        ReportSchema.assertValid(text);
        Golden.assertSame("every-outcome.json", text);
    }

    @Test
    void aRunWithoutItsAnchorIsStillAWholeReport() {
        JsonNode json = ReportSchema.assertValid(ReportJson.text(SampleReports.withoutAnchor()));

        assertThat(json.path("anchor").isNull()).isTrue();
        assertThat(json.path("cells")).hasSize(30);
        assertThat(json.path("partial").asText())
                .isEqualTo("no x0xd answers at http://127.0.0.1:22000: Connection refused");
        assertThat(json.path("exit_code").asInt()).isEqualTo(3);
    }

    @Test
    void theRosterSaysWhereARunnerKeepsItsRuns() {
        NodeLabel node = new NodeLabel("sfo");
        RosterEntry entry = new RosterEntry(
                node, SampleReport.id(node), null, true, "x0xtest-runner/0.1.0", null, "ready", "dm", "raw", "disk");
        JsonNode roster = ReportSchema.assertValid(ReportJson.text(
                        SampleReport.of("nyc", "sfo").entry(entry).build()))
                .path("roster");
        assertThat(roster.get(0).has("ledger")).isFalse();
        assertThat(roster.get(1).path("ledger").asText()).isEqualTo("disk");
    }

    @Test
    void textAndTreeAreTheSameReport() {
        Report report = SampleReports.interrupted();

        assertThat(ReportSchema.assertValid(ReportJson.text(report)).toString())
                .isEqualTo(ReportJson.tree(report).toString());
    }

    @Test
    void eachCellHasALineOfItsOwn() {
        assertThat(ReportJson.text(SampleReports.pass()).lines().filter(line -> line.startsWith("    {\"src\"")))
                .hasSize(30);
    }

    @Test
    void anyReportFitsTheSchema() {
        long seed = new Random().nextLong();
        RandomReports reports = new RandomReports(new Random(seed));
        for (int round = 0; round < 200; round++) {
            Report report = reports.next();
            assertThat(ReportSchema.violations(ReportJson.tree(report)))
                    .as("seed %d round %d", seed, round)
                    .isEmpty();
        }
    }

    @Test
    void aReportOfAnEarlierBuildHasNoWarningsAndFits() {
        ObjectNode json = ReportJson.tree(SampleReports.pass());
        json.remove("warnings");
        assertThat(ReportSchema.violations(json)).isEmpty();
    }

    @Test
    void theSchemaSeesWhatDoesNotFit() {
        assertRejected("verdict", json -> json.put("verdict", "FAIL"));
        assertRejected("exit code of another verdict", json -> json.put("exit_code", 130));
        assertRejected("missing key", json -> json.remove("plane"));
        assertRejected("unknown outcome", json -> cell(json).put("outcome", "LOST"));
        assertRejected("bad label", json -> cell(json).put("src", "NYC"));
        assertRejected(
                "short agent id", json -> ((ObjectNode) json.path("roster").path(0)).put("agent_id", "abc"));
        assertRejected(
                "a warning without words", json -> json.putArray("warnings").add(""));
        assertRejected("negative count", json -> ((ObjectNode) json.path("totals")).put("pairs", -1));
        assertRejected("first attempt of a lost cell", json -> cell(json).put("outcome", "MISSING"));
    }

    private static ObjectNode cell(ObjectNode json) {
        return (ObjectNode) json.path("cells").path(0);
    }

    private interface Change {
        Object apply(ObjectNode json);
    }

    private static void assertRejected(String what, Change change) {
        ObjectNode json = ReportJson.tree(SampleReports.pass());
        change.apply(json);
        assertThat(ReportSchema.violations(json)).as(what).isNotEmpty();
    }
}
