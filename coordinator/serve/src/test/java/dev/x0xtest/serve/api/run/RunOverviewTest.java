package dev.x0xtest.serve.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.runs.RunDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunOverviewTest {
    private static final Path RECORDED =
            Path.of("../src/test/resources/dev/x0xtest/coordinator/journals/blocked-and-absent/run.jsonl");

    private static String recorded() {
        return ReportJson.text(RunDirectory.report(RECORDED));
    }

    private static ObjectNode overview(String report, String node) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        RunOverview.add(report, node.isEmpty() ? null : node, json);
        return json;
    }

    @Test
    void hasWhatIsNotProvenAndWhyButNoFiguresOfPairs() {
        ObjectNode json = overview(recorded(), "");
        assertThat(json.path("totals").path("proven").intValue()).isEqualTo(4);
        assertThat(json.path("cells")).hasSize(8).noneMatch(cell -> is(cell, "outcome", "PROVEN"));
        assertThat(json.path("cells_left").intValue()).isZero();
        assertThat(json.path("causes")).anyMatch(cause -> is(cause, "kind", "BLOCKED"));
        assertThat(json.path("roster")).hasSize(4);
        assertThat(json.path("latency_us").path("p50").isIntegralNumber()).isTrue();
        assertThat(json.path("latency_us").has("hdr")).isFalse();
        assertThat(json.has("latency")).isFalse();
    }

    @Test
    void canBeAboutOneNode() {
        ObjectNode json = overview(recorded(), "helsinki");
        assertThat(json.path("cells"))
                .hasSize(4)
                .allMatch(cell -> is(cell, "src", "helsinki") || is(cell, "dst", "helsinki"));
        assertThat(json.path("facts")).allMatch(fact -> is(fact, "node", "helsinki") || is(fact, "about", "helsinki"));
    }

    private static boolean is(JsonNode json, String name, String value) {
        return json.path(name).asText().equals(value);
    }

    @Test
    void isBounded() {
        StringBuilder report = new StringBuilder("{\"cells\":[");
        for (int cell = 0; cell < RunOverview.MOST_CELLS + 7; cell++) {
            report.append(cell == 0 ? "" : ",").append("{\"src\":\"a\",\"dst\":\"b\",\"outcome\":\"MISSING\"}");
        }
        report.append("],\"unknown\":{\"deep\":[1,2,{\"x\":[]}]},\"warnings\":[]}");
        ObjectNode json = overview(report.toString(), "");
        assertThat(json.path("cells")).hasSize(RunOverview.MOST_CELLS);
        assertThat(json.path("cells_left").intValue()).isEqualTo(7);
        assertThat(json.has("warnings")).isTrue();
        assertThat(json.has("unknown")).isFalse();
    }

    @Test
    void isADefectOverWhatIsNoJson() {
        assertThatThrownBy(() -> overview("{\"cells\":[", "")).isInstanceOf(IllegalStateException.class);
    }
}
