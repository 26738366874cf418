package dev.x0xtest.coordinator.run.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The coordinator's process is killed after each event of a run in turn, and another one goes on. */
class ResumedRunTest {
    private static SimulatedFleet planned() {
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        fleet.pair(0, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        fleet.pair(3, 1, HopPlan.GOOD.arrives(HopPlan.Arrival.CORRUPT));
        return fleet;
    }

    private static SimulatedFleet perPair() {
        SimulatedFleet fleet = new SimulatedFleet(3, true);
        fleet.pair(0, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        return fleet;
    }

    private static List<String> outcomes(Report report) {
        return report.cells().stream().map(ResumedRunTest::outcome).toList();
    }

    private static String outcome(CellReport cell) {
        return cell.src().text() + ">" + cell.dst().text() + " " + cell.outcome();
    }

    private static void everyDeath(Supplier<SimulatedFleet> fleets, long forMs, int timesControl) {
        SimulatedFleet whole = fleets.get();
        Report unbroken = whole.run();
        for (int event = 1; event < whole.events(); event++) {
            for (boolean performed : new boolean[] {true, false}) {
                SimulatedFleet fleet = fleets.get().dies(new SimulatedFleet.Death(event, performed, forMs));
                Report report = fleet.run();
                String what = "killed after event " + event + ", its effects performed: " + performed;
                assertThat(outcomes(report)).as(what).isEqualTo(outcomes(unbroken));
                assertThat(report.warnings()).as(what).anyMatch(line -> line.startsWith("another process went on"));
                assertThat(report.exitCode()).as(what).isEqualTo(unbroken.exitCode());
                assertThat(report.totals().controlDms())
                        .as(what)
                        .isLessThanOrEqualTo(timesControl * unbroken.totals().controlDms());
                assertThat(ReportJson.text(fleet.journal.replay(fleet.config)))
                        .as(what)
                        .isEqualTo(ReportJson.text(report));
            }
        }
    }

    @Test
    void aRunByPlansEndsAsIfNothingHadHappened() {
        everyDeath(ResumedRunTest::planned, 1_000, 2);
    }

    @Test
    void aRunPairByPairEndsAsIfNothingHadHappened() {
        everyDeath(ResumedRunTest::perPair, 1_000, 2);
    }

    @Test
    void aRunThatStoodStillForLongerThanALeaseEndsAsIfNothingHadHappened() {
        everyDeath(ResumedRunTest::planned, 65_000, 4);
        everyDeath(ResumedRunTest::perPair, 65_000, 4);
    }

    @Test
    void anotherProcessOfWhichNothingIsLeftButTheJournalProvesNothingFalse() {
        SimulatedFleet whole = planned();
        Report unbroken = whole.run();
        IntStream.range(1, whole.events()).forEach(event -> {
            Report report = planned()
                    .dies(new SimulatedFleet.Death(event, true, 1_000, true, false))
                    .run();
            for (int i = 0; i < report.cells().size(); i++) {
                CellReport cell = report.cells().get(i);
                CellOutcome last = unbroken.cells().get(i).outcome();
                assertThat(cell.outcome())
                        .as("killed after event %d: %s", event, outcome(cell))
                        .matches(now -> now == last || now.cellClass() == CellClass.UNOBSERVED);
            }
        });
    }

    /** A run whose row of the first node never ends by itself. */
    private static SimulatedFleet lasting() {
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        fleet.runners.get(0).queuedMs = 20_000;
        return fleet;
    }

    private static boolean cancelled(SimulatedFleet fleet) {
        return fleet.effects.stream().anyMatch(RunEffect.Farewell.class::isInstance);
    }

    @Test
    void aProcessThatWokeUpAfterAnotherOneTookTheRunHasNoVerdictAndCancelsNothing() {
        SimulatedFleet fleet = lasting();
        fleet.in(2_000, () -> fleet.plans().heldByAnother(2));
        Report report = fleet.run();
        assertThat(report.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(report.partial()).isEqualTo("another process goes on with this run");
        assertThat(cancelled(fleet)).isFalse();
        assertThat(fleet.nowMs()).isLessThan(10_000);
    }

    @Test
    void aCopyOfTheFilesDoesNotTakeTheRunFromAProcessThatLives() {
        SimulatedFleet fleet = lasting().dies(new SimulatedFleet.Death(40, true, 3_000, false, true));
        Report report = fleet.run();
        assertThat(report.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(report.partial()).contains("less than 10 s ago");
        assertThat(cancelled(fleet)).isFalse();
    }

    @Test
    void aCopyOfTheFilesGoesOnWithARunWhoseProcessIsGone() {
        Report report = lasting()
                .dies(new SimulatedFleet.Death(40, true, 11_000, false, true))
                .run();
        assertThat(report.exitCode()).isEqualTo(ExitCode.PASS);
    }

    @Test
    void anotherAnchorCannotGoOnWithTheRun() {
        SimulatedFleet fleet = lasting().dies(new SimulatedFleet.Death(40, true, 3_000));
        fleet.in(2_500, () -> fleet.anchorIs = 1);
        Report report = fleet.run();
        assertThat(report.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(report.partial()).contains("is not n0's");
        assertThat(cancelled(fleet)).isFalse();
    }
}
