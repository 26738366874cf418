package dev.x0xtest.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Report pass = SampleReports.pass();

    @Test
    void refutedWinsOverUnobservedAndUnobservedOverProven() {
        assertThat(pass.verdict()).isEqualTo(Verdict.PASS);
        assertThat(SampleReports.silentNode().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(SampleReports.everyOutcome().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(SampleReports.everyOutcome().totals().unobserved()).isEqualTo(3);
    }

    @Test
    void nothingMeasuredDoesNotPass() {
        assertThat(Verdict.of(Totals.of(List.of(), 0, null))).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aSilentNodeOfSixLeavesTwentyProvenAndTenUnobserved() {
        Totals totals = SampleReports.silentNode().totals();

        assertThat(totals.proven()).isEqualTo(20);
        assertThat(totals.unobserved()).isEqualTo(10);
        assertThat(totals.byOutcome()).hasSize(CellOutcome.values().length).containsEntry(CellOutcome.NOT_RUN, 10);
    }

    @Test
    void exitCodeFollowsFromTheVerdictUnlessTheRunWasCutShort() {
        assertThat(pass.exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(SampleReports.blockedContact().exitCode()).isEqualTo(ExitCode.FAIL);
        assertThat(SampleReports.silentNode().exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(SampleReports.interrupted().exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(SampleReport.of("a", "b").partial(Report.TERMINATED).build().exitCode())
                .isEqualTo(ExitCode.TERMINATED);
        assertThat(SampleReports.withoutAnchor().exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    }

    @Test
    void aMissingCellIsRefused() {
        assertThatThrownBy(() -> with(pass.cells().subList(1, 30))).hasMessage("29 cells for 30 declared ones");
    }

    @Test
    void aDoubleCellIsRefusedEvenWhereTheNumberIsRight() {
        List<CellReport> cells = new ArrayList<>(pass.cells());
        cells.set(0, cells.get(1));

        assertThatThrownBy(() -> with(cells)).hasMessage("a cell stands twice: nyc to helsinki");
    }

    @Test
    void aCellOfAnExcludedOrUnknownNodeIsRefused() {
        List<CellReport> cells = new ArrayList<>(pass.cells());
        cells.set(0, CellReport.notRun(new NodeLabel("nyc"), new NodeLabel("tokyo"), "test"));

        assertThatThrownBy(() -> with(cells)).hasMessage("a cell outside the roster: nyc to tokyo");
    }

    @Test
    void aNodeTwiceInTheRosterIsRefused() {
        List<RosterEntry> roster = new ArrayList<>(pass.roster());
        roster.add(roster.get(0));

        assertThatThrownBy(() -> build(Report.Scope.allPairs(6, 1, List.of()), roster, pass.cells()))
                .hasMessage("the roster names nyc twice");
    }

    @Test
    void allPairsMeansAllPairsOfTheRoster() {
        Report.Scope scope = new Report.Scope(Report.Scope.ALL_PAIRS, 29, 1, List.of());

        assertThatThrownBy(() -> build(scope, pass.roster(), pass.cells().subList(1, 30)))
                .hasMessage("29 cells are not all pairs of 6 nodes");
    }

    @Test
    void totalsThatDoNotFollowFromTheCellsAreRefused() {
        Totals other = SampleReports.silentNode().totals();

        assertThatThrownBy(() -> new Report(
                        "run",
                        Verdict.INCONCLUSIVE,
                        ExitCode.INCONCLUSIVE,
                        Plane.RAW,
                        pass.scope(),
                        null,
                        pass.roster(),
                        other,
                        pass.cells(),
                        Report.Timing.NONE,
                        null,
                        Map.of(),
                        List.of(),
                        1,
                        List.of(),
                        null))
                .hasMessage("totals or verdict do not follow from the cells");
    }

    @Test
    void aFirstAttemptCountsOnlyForAProvenCell() {
        NodeLabel a = new NodeLabel("a");
        NodeLabel b = new NodeLabel("b");

        assertThatThrownBy(() -> new CellReport(
                        a,
                        b,
                        CellOutcome.LATE,
                        null,
                        null,
                        null,
                        Map.of(),
                        1,
                        null,
                        true,
                        0,
                        List.of(),
                        CellReport.Evidence.NONE))
                .hasMessage("first attempt counted for LATE: a to b");
    }

    @Test
    void outcomesHaveDistinctAsciiLetters() {
        assertThat(Arrays.stream(CellOutcome.values()).map(CellOutcome::letter))
                .doesNotHaveDuplicates()
                .allMatch(letter -> letter < 128 && Character.isLetter(letter));
    }

    private Report with(List<CellReport> cells) {
        return build(pass.scope(), pass.roster(), cells);
    }

    private static Report build(Report.Scope scope, List<RosterEntry> roster, List<CellReport> cells) {
        return Report.of(
                "run",
                Plane.RAW,
                scope,
                null,
                roster,
                cells,
                0,
                Report.Timing.NONE,
                null,
                Map.of(),
                List.of(),
                1,
                null);
    }
}
