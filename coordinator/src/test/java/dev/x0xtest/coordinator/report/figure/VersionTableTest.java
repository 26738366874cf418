package dev.x0xtest.coordinator.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.testkit.report.ReportSchema;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pairs by the versions of their ends. */
class VersionTableTest {
    private static final String[] FIVE = {"nyc", "sfo", "helsinki", "singapore", "sydney"};

    private static SampleReport versions(SampleReport sample, String... each) {
        for (int node = 0; node < each.length; node++) {
            sample.entry(entry(FIVE[node], each[node].isEmpty() ? null : each[node]));
        }
        return sample;
    }

    private static RosterEntry entry(String label, @Nullable String x0xd) {
        NodeLabel node = new NodeLabel(label);
        return new RosterEntry(
                node,
                SampleReport.id(node),
                "b".repeat(64),
                true,
                "x0xtest-runner/0.1.0",
                x0xd,
                RosterEntry.READY,
                "dm",
                "raw");
    }

    private static Report mixed() {
        return versions(SampleReport.of(FIVE), "0.47.2", "0.48.1", "0.48.1", "0.48.1", "")
                .cells((src, dst) -> src.equals("nyc") && dst.equals("sfo"), SampleCells::missing)
                .build();
    }

    @Test
    void oneVersionNeedsNoTable() {
        assertThat(VersionTable.of(SampleReports.pass())).isEmpty();
        assertThat(VersionTable.of(SampleReports.silentNode()))
                .as("one version, and one node that says none")
                .isEmpty();
        assertThat(ReportJson.tree(SampleReports.pass()).has("versions")).isFalse();
    }

    @Test
    void everyPairIsCountedOnce() {
        VersionTable table = VersionTable.of(mixed()).orElseThrow();
        assertThat(table.versions()).containsExactly("0.47.2", "0.48.1", VersionTable.UNKNOWN);
        assertThat(table.counts().stream()
                        .flatMap(List::stream)
                        .mapToInt(VersionTable.Count::pairs)
                        .sum())
                .isEqualTo(20);
        assertThat(table.counts().get(0).get(1)).isEqualTo(new VersionTable.Count(3, 2));
        assertThat(table.counts().get(1).get(1)).isEqualTo(new VersionTable.Count(6, 6));
        assertThat(table.counts().get(0).get(0)).isEqualTo(new VersionTable.Count(0, 0));
    }

    @Test
    void theTextIsATableWhereItFits() {
        assertThat(ReportText.lines(new Judged(mixed()), Console.PLAIN, ""))
                .containsSequence(
                        "Pairs proven, by the x0xd of source and destination",
                        "  from \\ to  0.47.2   0.48.1   unknown",
                        "  0.47.2     -        2/3      1/1",
                        "  0.48.1     3/3      6/6      3/3",
                        "  unknown    1/1      3/3      -");
        assertThat(ReportText.lines(new Judged(mixed()), new Console(30, false, false, true), ""))
                .contains("  0.47.2 -> 0.48.1: 2/3")
                .noneMatch(line -> line.contains("0.47.2 -> 0.47.2"));
    }

    @Test
    void theJsonFollowsItsSchema() {
        JsonNode versions = ReportSchema.assertValid(ReportJson.text(mixed())).at("/versions/x0xd");
        assertThat(versions).hasSize(7);
        assertThat(versions.get(0).toString())
                .isEqualTo("{\"src\":\"0.47.2\",\"dst\":\"0.48.1\",\"pairs\":3,\"proven\":2}");
    }

    /** Each node may say another version, and anything else. */
    @Test
    void manyVersionsAndHostileOnesStayATable() {
        String[] labels =
                IntStream.range(10, 40).mapToObj(number -> "node" + number).toArray(String[]::new);
        SampleReport sample = SampleReport.of(labels);
        for (String label : labels) {
            sample.entry(entry(label, "\u001b[31m" + "v".repeat(200) + label));
        }
        Report report = sample.build();
        assertThat(VersionTable.of(report).orElseThrow().versions()).hasSize(8).endsWith("others");
        assertThat(ReportText.lines(new Judged(report), Console.PLAIN, "")).noneMatch(line -> line.contains("\u001b"));
    }
}
