package dev.x0xtest.coordinator.run;

import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.report.format.JunitXml;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.simulated.SimulatedRefusal;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.plan.RunReport;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests runs by plans over simulated runners. */
class PlannedRunTest {
    private static Report replayed(SimulatedFleet fleet) {
        Report report = fleet.run();
        assertThat(fleet.journal.replay(fleet.config))
                .as("the journal tells the same")
                .isEqualTo(report);
        return report;
    }

    private static long dms(Report report, String what) {
        return report.counters().getOrDefault("control_" + what, 0L);
    }

    @Test
    void aHealthyFleetIsProvenWithOnePlanAndOneReportPerRunner() {
        Report report = replayed(new SimulatedFleet(6).planned());
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.totals().firstAttemptOk()).isEqualTo(30);
        assertThat(List.of(
                        dms(report, "sent_plan"),
                        dms(report, "received_armed"),
                        dms(report, "sent_go"),
                        dms(report, "received_report")))
                .containsOnly(6L);
        assertThat(List.of(dms(report, "sent_send_dm"), dms(report, "sent_close"), dms(report, "sent_noop_ack")))
                .containsOnly(0L);
        assertThat(cell(report, 0, 1).evidence().control()).contains("plan: dispatched", "go: dispatched");
        assertThat(report.counters())
                .containsEntry("hops_in_flight_most", 1L)
                .containsEntry("hops_incoming_most", 1L)
                .containsEntry("control_sent_by_runners", 0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cmd plan",
                "res armed",
                "cmd go",
                "res go_result",
                "res progress",
                "res report",
                "cmd close",
                "cmd report",
                "cmd renew",
                "res renew_result",
                "cmd discover",
                "res discover_reply"
            })
    void theFirstOfEveryKindOfMessageMayBeLost(String lost) {
        AtomicInteger seen = new AtomicInteger();
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        fleet.lossy = frame -> frame.equals(lost) && seen.getAndIncrement() == 0;
        fleet.pair(1, 2, HopPlan.GOOD.arrivesAfter(500));
        Report report = replayed(fleet);
        assertThat(report.verdict()).as("%s", report.cells()).isEqualTo(Verdict.PASS);
        assertThat(report.totals().firstAttemptOk()).isEqualTo(12);
    }

    /** The runner gave the destination up: trying each of its samples pair by pair would take hours. */
    @Test
    void whatARunnerGaveUpIsNotTriedPairByPair() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.pair(
                0,
                1,
                HopPlan.GOOD
                        .refused(0, RunReport.RowEntry.FAILED_TWICE)
                        .arrives(HopPlan.Arrival.NEVER)
                        .notAttempted());
        Report report = replayed(fleet);
        CellReport cell = SimulatedFleet.cell(report, 0, 1);
        assertThat(cell.outcome()).isEqualTo(CellOutcome.NOT_RUN);
        assertThat(cell.reason()).endsWith("destination failed twice");
        assertThat(cell.attempts()).isEqualTo(1);
        assertThat(report.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void everyReportThatComesByItselfMayBeLost() {
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        AtomicInteger seen = new AtomicInteger();
        fleet.lossy = frame -> frame.equals("res report") && seen.getAndIncrement() < 4;
        assertThat(replayed(fleet).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void anAnswerToARenewalMakesUpForALostEndOfARow() {
        assertThat(endOfARunThatLosesItsProgress(false)).isLessThan(endOfARunThatLosesItsProgress(true) - 1_500);
    }

    private static long endOfARunThatLosesItsProgress(boolean renewedSilently) {
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        fleet.runners.forEach(runner -> runner.renewsSilently = renewedSilently);
        fleet.lossy = frame -> frame.equals("res progress");
        fleet.pair(1, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        assertThat(replayed(fleet).verdict()).isEqualTo(Verdict.FAIL);
        return fleet.nowMs();
    }

    /** A proven pair needs no coverage: a daemon whose counter cannot be read is no fault of it. */
    @Test
    void aProvenPairNeedsNoCoverage() {
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        fleet.runners.get(2).evicted = -1;
        fleet.pair(0, 1, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        Report report = replayed(fleet);
        assertThat(report.cells())
                .filteredOn(CellReport::proven)
                .hasSize(11)
                .allSatisfy(cell -> assertThat(cell.evidence().coverage()).isEqualTo("not needed"));
        assertThat(cell(report, 0, 1).evidence().coverage()).isEqualTo("covered");
        assertThat(JunitXml.text(report)).doesNotContain("not needed");
    }

    @Test
    void aMixedFleetIsOneMatrix() {
        SimulatedFleet fleet = new SimulatedFleet(6).planned();
        fleet.runners.subList(3, 6).forEach(runner -> runner.upstream = true);
        Report report = replayed(fleet);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(dms(report, "sent_plan")).isEqualTo(3);
        assertThat(dms(report, "sent_send_dm")).isEqualTo(24);
    }

    @Test
    void aSingleRunnerThatCouldIsDrivenPairByPair() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.runners.subList(1, 3).forEach(runner -> runner.upstream = true);
        Report report = replayed(fleet);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(dms(report, "sent_plan")).isZero();
    }

    @Test
    void aRunnerThatIsBusyIsNotReadyAndSaysWithWhat() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.runners.get(2).refuses =
                (action, nowMs) -> action.equals("plan") ? SimulatedRefusal.busyWith("ab".repeat(16)) : null;
        Report report = replayed(fleet);
        assertThat(cell(report, 0, 1).outcome()).isEqualTo(CellOutcome.PROVEN);
        assertThat(cell(report, 0, 2).outcome()).isEqualTo(CellOutcome.NOT_RUN);
        assertThat(cell(report, 0, 2).reason()).contains("destination not ready", "abab");
        assertThat(cell(report, 2, 1).reason()).contains("source not ready");
        assertThat(report.roster().get(2).state()).contains("busy with run abab");
    }

    @Test
    void aRunThatWasLeftBehindIsWaitedForUntilItsLeaseHasLapsed() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.runners.get(2).refuses = (action, nowMs) ->
                action.equals("plan") && nowMs < 29_000 ? SimulatedRefusal.busyWith("ab".repeat(16)) : null;
        assertThat(replayed(fleet).verdict()).isEqualTo(Verdict.PASS);
        assertThat(fleet.effects)
                .filteredOn(RunEffect.Note.class::isInstance)
                .extracting(note -> ((RunEffect.Note) note).text())
                .containsExactly("waiting for n2: busy with run " + "ab".repeat(16));
    }

    @Test
    void aSilentNodeIsNotWaitedForAndOneThatComesLateGoesPairByPair() {
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        fleet.runners.get(3).silent = true;
        fleet.in(15_000, () -> fleet.runners.get(3).silent = false);
        fleet.in(
                14_000,
                () -> assertThat(fleet.effects)
                        .filteredOn(RunEffect.Progressed.class::isInstance)
                        .last()
                        .as("the six pairs of the others are decided")
                        .isEqualTo(new RunEffect.Progressed(12, 6, 6, 0)));
        Report report = replayed(fleet);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(dms(report, "sent_plan")).isEqualTo(3);
        assertThat(dms(report, "sent_send_dm")).isEqualTo(6);
    }

    @Test
    void aRunnerThatNeverArmsDoesNotKeepTheOthersWaiting() {
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        fleet.runners.get(3).deafAfterDiscovery = true;
        fleet.runners.get(2).deafAfterDiscovery = true;
        Report report = replayed(fleet);
        assertThat(cell(report, 0, 1).outcome()).isEqualTo(CellOutcome.PROVEN);
        assertThat(cell(report, 3, 2).reason()).contains("both ends");
        assertThat(report.totals().unobserved()).isEqualTo(10);
    }

    @Test
    void aReportThatIsLostForEverLeavesItsColumnUnobservedAndItsRowSeen() {
        SimulatedFleet fleet = fleetOfOneTry(3).planned();
        fleet.runners.get(1).diesAtGo = true;
        Report report = replayed(fleet);
        assertThat(cell(report, 0, 1).outcome()).isEqualTo(CellOutcome.UNOBSERVED);
        assertThat(cell(report, 0, 1).reason()).contains("its report never came");
        assertThat(cell(report, 1, 0).reason()).contains("seen, sender's record missing");
        assertThat(cell(report, 0, 2).outcome()).isEqualTo(CellOutcome.PROVEN);
    }

    private static SimulatedFleet fleetOfOneTry(int nodes) {
        return new SimulatedFleet(nodes, Plane.RAW, 1, true, SimulatedFleet.limits(Plane.RAW, 1));
    }

    @Test
    void whatIsMissingIsMissingOnlyBesideACoveredReceiver() {
        SimulatedFleet fleet = fleetOfOneTry(4).planned();
        fleet.pair(0, 1, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        fleet.pair(0, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        fleet.runners.get(2).selfDmReturns = false;
        Report report = replayed(fleet);
        assertThat(cell(report, 0, 1).outcome()).isEqualTo(CellOutcome.MISSING);
        assertThat(cell(report, 0, 2).outcome()).isEqualTo(CellOutcome.UNOBSERVED);
        assertThat(dms(report, "sent_close")).as("two columns are incomplete").isEqualTo(2);
    }

    @Test
    void whatAPlanLeavesUndecidedIsTriedPairByPair() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.pair(0, 1, HopPlan.GOOD.notAttempted().arrives(HopPlan.Arrival.NEVER));
        fleet.in(1_000, () -> fleet.pair(0, 1, HopPlan.GOOD));
        Report report = replayed(fleet);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(cell(report, 0, 1).attempts()).isEqualTo(2);
        assertThat(cell(report, 0, 1).flags()).contains("retried");
        assertThat(cell(report, 0, 1).firstAttemptOk()).isFalse();
    }

    @Test
    void aPlannedSenderThatDoesNotKnowTheRecipientIsRetriedPairByPair() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.pair(0, 1, HopPlan.GOOD.refused(503, "recipient_undiscovered").arrives(HopPlan.Arrival.NEVER));
        fleet.in(3_000, () -> fleet.pair(0, 1, HopPlan.GOOD));
        Report report = replayed(fleet);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(cell(report, 0, 1).firstAttemptOk()).isFalse();
    }

    @Test
    void aHopAfterItsDeadlineIsLateAndOneThatOnlyQueuedIsNot() {
        SimulatedFleet fleet = fleetOfOneTry(3).planned();
        fleet.pair(0, 1, HopPlan.GOOD.arrivesAfter(13_500).takes(13_500));
        Report late = replayed(fleet);
        assertThat(cell(late, 0, 1).outcome()).isEqualTo(CellOutcome.LATE);

        SimulatedFleet queueing = fleetOfOneTry(3).planned();
        queueing.runners.get(0).queuedMs = 13_500;
        assertThat(cell(replayed(queueing), 0, 1).outcome()).isEqualTo(CellOutcome.UNOBSERVED);
    }

    @Test
    void aSourceThatWasToldToGoLateIsNotCalledLate() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        AtomicInteger lost = new AtomicInteger();
        fleet.lossy = frame -> frame.equals("cmd go") && lost.getAndIncrement() < 6;
        Report report = replayed(fleet);
        assertThat(report.totals().refuted()).isZero();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aRunnerWhoseStreamBrokeMayHaveMissedWhatItDidNotSee() {
        SimulatedFleet fleet = fleetOfOneTry(3).planned();
        fleet.pair(0, 1, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        fleet.in(200, () -> fleet.runners.get(1).generation++);
        assertThat(cell(replayed(fleet), 0, 1).reason()).contains("its stream was interrupted");
    }

    @Test
    void aRunnerThatWasStartedAnewInMidRunIsAskedPairByPair() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.pair(1, 2, HopPlan.GOOD.takes(3_000));
        fleet.in(500, () -> fleet.runners.get(1).restarted(fleet.nowMs()));
        Report report = replayed(fleet);
        assertThat(report.verdict()).as("%s", report.cells()).isEqualTo(Verdict.PASS);
        assertThat(dms(report, "sent_send_dm")).isPositive();
    }

    @Test
    void aRunnerThatWasStartedAnewBeforeItsPlanCameSaysSo() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.lossy = frame -> frame.equals("cmd plan") && fleet.nowMs() < 500;
        fleet.in(400, () -> fleet.runners.get(1).restarted(fleet.nowMs()));
        Report report = replayed(fleet);
        assertThat(cell(report, 0, 1).reason()).contains("before it was started anew");
        assertThat(cell(report, 0, 2).outcome()).isEqualTo(CellOutcome.PROVEN);
    }

    @Test
    void aRunnerThatLosesItsDaemonIsNoted() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.pair(1, 2, HopPlan.GOOD.takes(3_000));
        fleet.in(500, () -> fleet.plans().says(1, RunReport.Progress.DAEMON_LOST));
        fleet.in(600, () -> fleet.plans().says(1, RunReport.Progress.DAEMON_LOST));
        fleet.in(900, () -> fleet.plans().says(1, RunReport.Progress.DAEMON_BACK));
        assertThat(replayed(fleet).verdict()).isEqualTo(Verdict.PASS);
        assertThat(fleet.effects)
                .filteredOn(RunEffect.Note.class::isInstance)
                .extracting(note -> ((RunEffect.Note) note).text())
                .containsExactly("n1 lost its x0xd in mid-run", "n1 has its x0xd back");
    }

    @Test
    void stoppingARunCancelsItsPlans() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.pair(0, 1, HopPlan.GOOD.takes(60_000));
        fleet.in(5_000, () -> fleet.post(new RunEvent.Stopped(Report.INTERRUPTED)));
        Report report = replayed(fleet);
        assertThat(report.partial()).isEqualTo(Report.INTERRUPTED);
        assertThat(dms(report, "sent_cancel")).isPositive();
        assertThat(report.totals().refuted()).isZero();
    }

    @Test
    void aFailedTestBedRefutesNothing() {
        Report interrupted = withARefusalUntil(new RunEvent.Stopped(Report.INTERRUPTED));
        assertThat(interrupted.totals().refuted()).isEqualTo(1);
        Report failed = withARefusalUntil(
                new RunEvent.Stopped("stand-in at 127.0.0.1:1: out of memory", Ending.Cause.TEST_BED.label(), 0));
        String reason = "the test bed failed: stand-in at 127.0.0.1:1: out of memory";
        assertThat(failed.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failed.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(failed.totals().proven()).isEqualTo(interrupted.totals().proven());
        assertThat(failed.cells()).anySatisfy(cell -> {
            assertThat(cell.outcome()).isEqualTo(CellOutcome.UNOBSERVED);
            assertThat(cell.reason()).isEqualTo(reason);
        });
    }

    private static Report withARefusalUntil(RunEvent end) {
        SimulatedFleet fleet = new SimulatedFleet(3, true).planned();
        fleet.pair(1, 2, HopPlan.GOOD.refused(502, "peer_disconnected").arrives(HopPlan.Arrival.NEVER));
        fleet.pair(0, 1, HopPlan.GOOD.takes(60_000));
        fleet.in(20_000, () -> fleet.post(end));
        return replayed(fleet);
    }

    @Test
    void thePairByPairWayCanBeAskedFor() {
        SimulatedFleet fleet = new SimulatedFleet(3, true).planned();
        Report report = replayed(fleet);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(dms(report, "sent_plan")).isZero();
        assertThat(dms(report, "sent_send_dm")).isEqualTo(6);
    }
}
