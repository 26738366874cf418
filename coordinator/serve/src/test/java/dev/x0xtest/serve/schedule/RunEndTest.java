package dev.x0xtest.serve.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.serve.schedule.harm.Harm;
import dev.x0xtest.serve.schedule.harm.Reports;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunEndTest {
    private static final String BUSY =
            "busy with run " + "ab".repeat(16) + " of coordinator " + "71".repeat(32) + " since 2026-05-06T12:00:00Z";

    private static RunEnd end(Report report) {
        return RunEnd.of(7, report, Harm.NONE);
    }

    private static Report endedBy(Ending ending) {
        return Reports.report(3, Reports::proven, List.of(), node -> RosterEntry.READY, ending);
    }

    @Test
    void whatARunSentIsCounted() {
        assertThat(end(endedBy(Ending.deadline("2 min"))))
                .isEqualTo(new RunEnd(7, RunEnd.Outcome.DONE, "", 6, 10, Harm.NONE));
    }

    @Test
    void aRunThatObservedNothingBecauseOfAnotherIsBusyWithIt() {
        Report report = Reports.report(
                3,
                (from, to) -> Reports.cell(from, to, CellOutcome.NOT_RUN, null),
                List.of(),
                node -> node == 1 ? BUSY : "no answer",
                null);

        assertThat(end(report).outcome()).isEqualTo(RunEnd.Outcome.BUSY);
        assertThat(end(report).text()).isEqualTo("run abababab of coordinator 71717171 since 2026-05-06T12:00:00Z");
        assertThat(end(report).hops()).isZero();
    }

    @Test
    void aRunThatObservedOtherPairsIsDone() {
        Report report = Reports.report(
                3,
                (from, to) -> from == 2 || to == 2
                        ? Reports.cell(from, to, CellOutcome.NOT_RUN, null)
                        : Reports.proven(from, to),
                List.of(),
                node -> node == 2 ? BUSY : RosterEntry.READY,
                null);

        assertThat(end(report).outcome()).isEqualTo(RunEnd.Outcome.DONE);
    }

    @Test
    void aRunThatObservedNothingWithNobodyBusyIsDone() {
        Report report = Reports.report(
                3,
                (from, to) -> Reports.cell(from, to, CellOutcome.NOT_RUN, null),
                List.of(),
                node -> "no answer to discovery in 4 s",
                null);

        assertThat(end(report).outcome()).isEqualTo(RunEnd.Outcome.DONE);
    }

    @Test
    void anAnchorThatCannotBeUsedAndAnInterruptionAreTold() {
        assertThat(end(endedBy(Ending.noAnchor("connection\u001b refused"))))
                .extracting(RunEnd::outcome, RunEnd::text)
                .containsExactly(RunEnd.Outcome.ANCHOR, "connection? refused");
        assertThat(end(endedBy(Ending.interrupted())).outcome()).isEqualTo(RunEnd.Outcome.FAILED);
    }
}
