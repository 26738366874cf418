package dev.x0xtest.coordinator.run.plans;

import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.simulated.SimulatedRunner;
import dev.x0xtest.wire.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests what hops prove that only the history of the receiver's daemon shows. */
class HistoryEvidenceTest {
    private static final HopPlan GONE = HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER);

    private static SimulatedFleet fleet(Plane plane, int attempts) {
        SimulatedFleet fleet = new SimulatedFleet(3, plane, 1, true, SimulatedFleet.limits(plane, attempts)).planned();
        fleet.runners.forEach(runner -> runner.readsHistory = true);
        for (int source = 0; source < 3; source++) {
            for (int destination = 0; destination < 3; destination++) {
                fleet.pair(source, destination, HopPlan.GOOD.path(plane.acceptedPath()));
            }
        }
        return fleet;
    }

    /** The stream of n2 evicts all that comes in the first second, so also every hop. */
    private static SimulatedRunner evicting(SimulatedFleet fleet) {
        SimulatedRunner runner = fleet.runners.get(2);
        runner.evicting = true;
        return runner;
    }

    private static CellReport replayed(SimulatedFleet fleet) {
        Report report = fleet.run();
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
        return cell(report, 1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void aHopThatTheHistoryShowsInTimeIsProvenAndFlagged(Plane plane) {
        SimulatedFleet fleet = fleet(plane, 1);
        evicting(fleet);
        CellReport cell = replayed(fleet);
        assertThat(cell.outcome()).as("%s", cell).isEqualTo(CellOutcome.PROVEN);
        assertThat(cell.flags()).containsExactly("source:history");
        assertThat(cell.evidence().receiver()).isEqualTo("found it in the history of its x0xd");
    }

    /** Another hop took long, so the reading came after the deadline of this one, which may have come at once. */
    @Test
    void aHopInTheHistoryIsNeverLateAndTriedAgain() {
        SimulatedFleet once = fleet(Plane.RAW, 1);
        evicting(once);
        once.pair(0, 1, HopPlan.GOOD.takes(20_000));
        CellReport untimed = replayed(once);
        assertThat(untimed.outcome()).isEqualTo(CellOutcome.UNOBSERVED);
        assertThat(untimed.reason()).contains("nobody can tell whether it was in time");
        assertThat(untimed.flags()).contains("source:history");

        SimulatedFleet again = fleet(Plane.RAW, 3);
        SimulatedRunner deaf = evicting(again);
        again.pair(0, 1, HopPlan.GOOD.takes(20_000));
        again.in(15_000, () -> deaf.evicting = false);
        CellReport retried = replayed(again);
        assertThat(retried.outcome()).isEqualTo(CellOutcome.PROVEN);
        assertThat(retried.flags()).contains("retried");
    }

    /** The runner read it when its stream was attached again, not at the end only. */
    @Test
    void aHopThatWasReadSoonAfterAGapIsProvenInALongRun() {
        SimulatedFleet fleet = fleet(Plane.RAW, 1);
        evicting(fleet).readsHistoryAtOnce = true;
        fleet.pair(0, 1, HopPlan.GOOD.takes(20_000));
        CellReport cell = replayed(fleet);
        assertThat(cell.outcome()).as("%s", cell).isEqualTo(CellOutcome.PROVEN);
        assertThat(cell.flags()).containsExactly("source:history");
    }

    @ParameterizedTest
    @CsvSource({"live, LATE", "history, UNOBSERVED"})
    void aHopOfThePerPairPathInTheHistoryIsNeverLate(String source, CellOutcome outcome) {
        SimulatedFleet fleet = new SimulatedFleet(3, Plane.RAW, 1, true, SimulatedFleet.limits(Plane.RAW, 1));
        fleet.pair(1, 2, HopPlan.GOOD.withoutReceipt().arrivesAfter(13_000).takes(14_000));
        fleet.runners.get(2).source = source;
        assertThat(replayed(fleet).outcome()).isEqualTo(outcome);
    }

    @Test
    void aWholeHistoryClosesTheGapOnTheDurablePlane() {
        SimulatedFleet fleet = fleet(Plane.DURABLE, 1);
        evicting(fleet);
        fleet.pair(1, 2, GONE.path(Plane.DURABLE.acceptedPath()));
        CellReport cell = replayed(fleet);
        assertThat(cell.outcome()).as("%s", cell).isEqualTo(CellOutcome.MISSING);
        assertThat(cell.flags()).contains("coverage:history");
        assertThat(cell.evidence().coverage()).isEqualTo(CellReport.Evidence.COVERED);
    }

    @ParameterizedTest
    @EnumSource(names = "DURABLE", mode = EnumSource.Mode.EXCLUDE)
    void noHistoryClosesAGapOnAnotherPlane(Plane plane) {
        SimulatedFleet fleet = fleet(plane, 1);
        evicting(fleet);
        fleet.pair(1, 2, GONE.path(plane.acceptedPath()));
        CellReport cell = replayed(fleet);
        assertThat(cell.outcome()).isEqualTo(CellOutcome.UNOBSERVED);
        assertThat(cell.reason()).contains("evicted");
    }

    @Test
    void aHistoryThatIsNotWholeClosesNoGap() {
        SimulatedFleet fleet = fleet(Plane.DURABLE, 1);
        evicting(fleet).historyIsWhole = false;
        fleet.pair(1, 2, GONE.path(Plane.DURABLE.acceptedPath()));
        assertThat(replayed(fleet).outcome()).isEqualTo(CellOutcome.UNOBSERVED);
    }

    /** A daemon stores what it acknowledges; of a hop that failed the history says nothing. */
    @Test
    void theHistoryClosesNoGapForAHopThatWasNotAcknowledged() {
        SimulatedFleet fleet = fleet(Plane.DURABLE, 1);
        evicting(fleet);
        fleet.pair(1, 2, GONE.refused(504, "timeout"));
        assertThat(replayed(fleet).outcome()).isEqualTo(CellOutcome.UNOBSERVED);
    }

    @Test
    void anOlderRunnerThatReadsNoHistoryIsJudgedAsBefore() {
        SimulatedFleet fleet = fleet(Plane.RAW, 1);
        fleet.runners.forEach(runner -> runner.readsHistory = false);
        evicting(fleet);
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(cell(report, 1, 2).outcome()).isEqualTo(CellOutcome.UNOBSERVED);
    }
}
