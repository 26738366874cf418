package dev.x0xtest.coordinator.diff;

import static dev.x0xtest.coordinator.diff.DiffSamples.pair;
import static dev.x0xtest.coordinator.diff.DiffSamples.provenOf20;
import static dev.x0xtest.coordinator.diff.DiffSamples.six;
import static dev.x0xtest.coordinator.diff.DiffSamples.touching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.diff.PairChange.Kind;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.format.Golden;
import dev.x0xtest.testkit.report.Schemas;
import dev.x0xtest.wire.Plane;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of each pair of two runs. */
class DiffTest {
    private static List<String> pairs(Diff diff, Kind kind) {
        return diff.of(kind).stream()
                .map(change -> change.src().text() + " " + change.dst().text())
                .toList();
    }

    private static Diff diff(SampleReport base, SampleReport head) {
        return Diff.of(base.build(), head.build());
    }

    private static Kind kind(SampleReport.CellOf before, SampleReport.CellOf after) {
        Diff diff = diff(six().cells(pair("nyc", "sfo"), before), six().cells(pair("nyc", "sfo"), after));
        assertThat(pairs(diff, diff.changes().get(0).kind())).containsExactly("nyc sfo");
        return diff.changes().get(0).kind();
    }

    private static SampleReport.CellOf proven() {
        return (src, dst) -> SampleCells.proven(src, dst, Plane.RAW);
    }

    private static SampleReport.CellOf notRun() {
        return (src, dst) -> CellReport.notRun(src, dst, "destination not ready");
    }

    @Test
    void twoHealthyRunsDifferInNothing() {
        Diff diff = diff(six(), six());
        assertThat(diff.changes()).isEmpty();
        assertThat(diff.slower().list()).isEmpty();
        assertThat(DiffText.lines(diff, Console.PLAIN)).startsWith("this is the same run twice, so nothing differs");
    }

    @Test
    void aClassThatIsWorseIsNewAndOneThatIsProvenAgainIsFixed() {
        assertThat(kind(proven(), SampleCells::missing)).isEqualTo(Kind.NEW);
        assertThat(kind(proven(), notRun())).isEqualTo(Kind.NEW);
        assertThat(kind(notRun(), SampleCells::missing)).isEqualTo(Kind.NEW);
        assertThat(kind(SampleCells::missing, proven())).isEqualTo(Kind.FIXED);
        assertThat(kind(notRun(), proven())).isEqualTo(Kind.FIXED);
        assertThat(kind(SampleCells::missing, SampleCells::blocked)).isEqualTo(Kind.STILL);
        assertThat(kind(SampleCells::missing, notRun())).isEqualTo(Kind.STILL);
        assertThat(kind(notRun(), SampleCells::unobserved)).isEqualTo(Kind.STILL);
    }

    @Test
    void aPairWhoseSamplesEndBothWaysFlapsUnlessChanceDoesNotExplainTheMove() {
        assertThat(kind(provenOf20(20), provenOf20(19))).isEqualTo(Kind.FLAPPING);
        assertThat(kind(provenOf20(19), provenOf20(20))).isEqualTo(Kind.FLAPPING);
        assertThat(kind(provenOf20(12), provenOf20(9))).isEqualTo(Kind.FLAPPING);
        assertThat(kind(provenOf20(20), provenOf20(10))).isEqualTo(Kind.NEW);
        assertThat(kind(provenOf20(19), provenOf20(0))).isEqualTo(Kind.NEW);
        assertThat(kind(provenOf20(8), provenOf20(20))).isEqualTo(Kind.FIXED);
        assertThat(kind(provenOf20(2), provenOf20(17)))
                .as("better, and not proven")
                .isEqualTo(Kind.FLAPPING);
    }

    @Test
    void manyPairsThatFlapNeedMoreToBeNew() {
        Diff diff =
                diff(six().cells((src, dst) -> true, provenOf20(20)), six().cells((src, dst) -> true, provenOf20(13)));
        assertThat(pairs(diff, Kind.FLAPPING)).hasSize(30);
        assertThat(kind(provenOf20(20), provenOf20(13))).as("alone").isEqualTo(Kind.NEW);
    }

    @Test
    void pairsThatARunDidNotReachAreNotCompared() {
        Diff diff = Diff.of(SampleReports.pass(), SampleReports.interrupted());
        assertThat(diff.changes()).isEmpty();
        assertThat(diff.cutShort()).isEqualTo(10);
        assertThat(DiffWords.sentence(diff))
                .isEqualTo("nothing new, 10 not compared, because a run ended before it decided them");
        assertThat(Diff.of(SampleReports.pass(), SampleReports.withoutAnchor()).incomparable())
                .isEqualTo("no pair was decided in both runs");
    }

    @Test
    void otherNodesAndAnotherPlaneAreNotComparable() {
        Report fewer = SampleReport.of("nyc", "sfo", "tokyo").build();
        Diff diff = Diff.of(six().build(), fewer);
        assertThat(diff.incomparable())
                .isEqualTo("the rosters differ; only the first run has helsinki, nuremberg, singapore, sydney; only the"
                        + " second run has tokyo");
        Schemas.assertValid("diff-1", DiffJson.tree(diff).toString());
        Report reversed = SampleReport.of("sydney", "singapore", "nuremberg", "helsinki", "sfo", "nyc")
                .build();
        assertThat(Diff.of(six().build(), reversed).comparable()).isTrue();
    }

    /** A label that moved to another agent is said, not judged. */
    @Test
    void anotherAgentUnderALabelIsNoted() {
        SampleReport moved = six();
        Report before = six().build();
        moved.entry(new RosterEntry(
                before.roster().get(1).node(),
                SampleReport.id(before.roster().get(2).node()),
                null,
                true,
                null,
                null,
                "ready",
                null,
                ""));
        assertThat(Diff.of(before, moved.build()).notes()).containsExactly("other agents than in the first run: sfo");
    }

    private static Diff everything() {
        return diff(
                six().cells(pair("nyc", "sfo"), SampleCells::missing)
                        .cells(pair("sfo", "nyc"), SampleCells::blocked)
                        .cells(pair("nyc", "sydney"), provenOf20(19)),
                six().silent("singapore")
                        .cells(pair("nyc", "sfo"), SampleCells::missing)
                        .cells(
                                pair("nyc", "helsinki"),
                                (src, dst) -> SampleCells.refused(src, dst, "502 \u001b[31mred"))
                        .cells(pair("sydney", "helsinki"), SampleCells::missing)
                        .cells(pair("helsinki", "sydney"), SampleCells::missing)
                        .cells(pair("nyc", "sydney"), provenOf20(18)));
    }

    @Test
    void theTextReadsWideAndNarrow() {
        List<String> narrow = DiffText.lines(everything(), new Console(40, false, true, true));
        assertThat(narrow).allMatch(line -> line.length() <= 40);
        Golden.assertSame(
                "diff.txt",
                Stream.concat(
                                DiffText.lines(everything(), Console.PLAIN).stream(),
                                Stream.concat(Stream.of("", "40:"), narrow.stream()))
                        .toList());
    }

    @Test
    void theJsonFollowsItsSchema() {
        String json = DiffJson.tree(everything()).toPrettyString() + "\n";
        Schemas.assertValid("diff-1", json);
        Golden.assertSame("diff.json", json);
    }

    @Test
    void aLongListIsCut() {
        Diff diff = diff(
                SampleReport.of(many()),
                SampleReport.of(many()).cells((src, dst) -> src.compareTo(dst) < 0, SampleCells::missing));
        List<String> lines = DiffText.lines(diff, Console.PLAIN);
        assertThat(lines).hasSizeLessThan(40).anyMatch(line -> line.contains("more; --json names them all"));
        assertThat(diff.of(Kind.NEW)).hasSize(20 * 19 / 2);
    }

    private static String[] many() {
        return IntStream.range(10, 30).mapToObj(number -> "node" + number).toArray(String[]::new);
    }

    /** All pairs of a node that is gone are one line. */
    @Test
    void aNodeThatIsGoneIsOneLine() {
        Diff diff = diff(six(), six().cells(touching("sfo"), SampleCells::missing));
        assertThat(DiffText.lines(diff, Console.PLAIN))
                .contains("  all pairs from and to sfo: PROVEN -> MISSING")
                .noneMatch(line -> line.contains("sfo -> nyc"));
    }
}
