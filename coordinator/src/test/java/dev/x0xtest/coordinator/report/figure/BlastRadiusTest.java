package dev.x0xtest.coordinator.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.testkit.report.ReportSchema;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether any one node can be lost, on small graphs drawn by hand and on random ones against every path. */
class BlastRadiusTest {
    private static Report only(String... proven) {
        List<String> pairs = List.of(proven);
        return SampleReport.of("a", "b", "c", "d")
                .cells((src, dst) -> !pairs.contains(src + dst), SampleCells::missing)
                .build();
    }

    private static List<String> critical(Report report) {
        return BlastRadius.of(report).orElseThrow().critical().stream()
                .map(one -> one.node().text() + " cuts "
                        + String.join(
                                " ", one.cutOff().stream().map(NodeLabel::text).toList()))
                .toList();
    }

    @Test
    void whereItSaysNothingItIsAbsent() {
        assertThat(BlastRadius.of(SampleReports.pass())).isEmpty();
        assertThat(BlastRadius.of(SampleReports.interrupted())).isEmpty();
        assertThat(BlastRadius.of(only("ab", "ba"))).as("two nodes").isEmpty();
        assertThat(BlastRadius.of(only())).isEmpty();
        assertThat(ReportJson.tree(SampleReports.pass()).has("blast_radius")).isFalse();
    }

    @Test
    void oneBlockedPairCutsNobodyOff() {
        assertThat(BlastRadius.of(SampleReports.blockedContact()).orElseThrow().anyOne())
                .isTrue();
        assertThat(ReportText.lines(new Judged(SampleReports.blockedContact()), Console.PLAIN, ""))
                .contains("  any one node lost keeps the other linked nodes linked by proven pairs: yes");
    }

    /** A dead node is not among the linked ones: nobody cuts it off. */
    @Test
    void aDeadNodeIsNobodysFault() {
        BlastRadius radius = BlastRadius.of(SampleReports.silentNode()).orElseThrow();
        assertThat(radius.linked()).isEqualTo(5);
        assertThat(radius.anyOne()).isTrue();
    }

    @Test
    void theHubOfAStarIsCritical() {
        Report star = only("ab", "ba", "ac", "ca", "ad", "da");
        assertThat(critical(star)).containsExactly("a cuts c d");
        assertThat(ReportText.lines(new Judged(star), Console.PLAIN, ""))
                .contains(
                        "  any one node lost keeps the other linked nodes linked by proven pairs: no",
                        "    without a, the rest would lose c, d");
        JsonNode json = ReportSchema.assertValid(ReportJson.text(star));
        assertThat(json.at("/blast_radius/any_one_node").asBoolean(true)).isFalse();
        assertThat(json.at("/blast_radius/critical/0/cut_off").toString()).isEqualTo("[\"c\",\"d\"]");
    }

    @Test
    void everyNodeOfAOneWayRingIsCritical() {
        assertThat(critical(only("ab", "bc", "cd", "da"))).hasSize(4);
        assertThat(critical(only("ab", "bc", "cd", "da", "ba", "cb", "dc", "ad")))
                .isEmpty();
    }

    /** Against the definition itself: every node, every other two, every path. */
    @Test
    void randomGraphsAgreeWithTheDefinition() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            double share = random.nextDouble();
            String[] labels = IntStream.range(0, 3 + random.nextInt(5))
                    .mapToObj(node -> "n" + node)
                    .toArray(String[]::new);
            Report report = SampleReport.of(labels)
                    .cells((src, dst) -> random.nextDouble() > share, SampleCells::missing)
                    .build();
            List<String> expected = new ArrayList<>();
            for (int lost = 0; lost < labels.length; lost++) {
                if (cuts(report, lost)) {
                    expected.add(labels[lost]);
                }
            }
            BlastRadius.of(report)
                    .ifPresentOrElse(
                            radius -> assertThat(radius.critical().stream()
                                            .map(one -> one.node().text()))
                                    .as("seed %d", seed)
                                    .isEqualTo(expected),
                            () -> assertThat(expected).as("seed %d", seed).isEmpty());
        }
    }

    private static boolean cuts(Report report, int lost) {
        int nodes = report.nodes().size();
        for (int one = 0; one < nodes; one++) {
            for (int other = 0; other < nodes; other++) {
                boolean counts = one != other && one != lost && other != lost;
                if (counts
                        && way(report, one, other, -1)
                        && way(report, other, one, -1)
                        && !(way(report, one, other, lost) && way(report, other, one, lost))
                        && linked(report, one, lost)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean linked(Report report, int one, int other) {
        return way(report, one, other, -1) && way(report, other, one, -1);
    }

    private static boolean way(Report report, int from, int to, int without) {
        List<NodeLabel> nodes = report.nodes();
        BitSet seen = new BitSet();
        List<Integer> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            int node = open.remove(open.size() - 1);
            if (node == to) {
                return true;
            }
            seen.set(node);
            report.cells().stream()
                    .filter(cell -> cell.proven() && cell.src().equals(nodes.get(node)))
                    .mapToInt(cell -> nodes.indexOf(cell.dst()))
                    .filter(next -> next != without && !seen.get(next))
                    .forEach(open::add);
        }
        return false;
    }
}
