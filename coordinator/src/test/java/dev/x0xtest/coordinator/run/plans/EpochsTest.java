package dev.x0xtest.coordinator.run.plans;

import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.simulated.SimulatedRefusal;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests how a run by plans goes on after a lapse: with another epoch for what was left unsent, and nothing else. */
class EpochsTest {
    private static final int NODES = 4;
    private static final int SAMPLES = 40;
    /** The hops of a node take two minutes. */
    private static final int RATE = 1;

    private static final int HOPS = NODES * (NODES - 1) * SAMPLES;
    private static final long AWAY_MS = 65_000;

    private static SimulatedFleet fleet() {
        RunConfig.Limits base = SimulatedFleet.limits(Plane.RAW, 3, SAMPLES, false);
        RunConfig.Limits slow = SimulatedFleet.paced(base, Duration.ofMinutes(6), RATE, null, false);
        return new SimulatedFleet(NODES, Plane.RAW, 1, true, slow).planned();
    }

    private static Report replayed(SimulatedFleet fleet) {
        Report report = fleet.run();
        assertThat(ReportJson.text(fleet.journal.replay(fleet.config))).isEqualTo(ReportJson.text(report));
        return report;
    }

    private static List<Command> commands(SimulatedFleet fleet, String action) {
        return fleet.effects.stream()
                .flatMap(EpochsTest::command)
                .filter(command -> command.action().equals(action))
                .toList();
    }

    private static Stream<Command> command(RunEffect effect) {
        try {
            return effect instanceof RunEffect.SendDm dm
                            && Frames.decode(dm.payload()).orElseThrow() instanceof Frame.Cmd frame
                    ? Stream.of(frame.command())
                    : Stream.empty();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private static void refuseLaterPlans(SimulatedFleet fleet) {
        fleet.runners.forEach(runner ->
                runner.refuses = (action, nowMs) -> action.equals(PlanActions.PLAN.name()) && nowMs > AWAY_MS
                        ? SimulatedRefusal.busyWith("ee".repeat(16))
                        : null);
    }

    private static void assertWholeAndNothingTwice(SimulatedFleet fleet, Report report, int epochs) {
        assertThat(report.epochs()).isEqualTo(epochs);
        assertThat(report.exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(report.totals().firstAttemptOk()).isEqualTo(NODES * (NODES - 1));
        assertThat(fleet.hopsSent).as("each sample is sent once").isEqualTo(HOPS);
        assertThat(commands(fleet, Actions.SEND_DM.name())).as("pair by pair").isEmpty();
    }

    @Test
    void whatALapseLeftUnsentGoesOnInTheNextEpoch() {
        SimulatedFleet fleet = fleet();
        fleet.in(10_000, () -> fleet.standStill(AWAY_MS));
        Report report = replayed(fleet);
        assertWholeAndNothingTwice(fleet, report, 2);
    }

    @Test
    void aRunWithoutALapseHasOneEpoch() {
        SimulatedFleet fleet = fleet();
        Report report = replayed(fleet);
        assertWholeAndNothingTwice(fleet, report, 1);
        assertThat(ReportJson.tree(report).has("epochs")).isFalse();
    }

    @Test
    void everyLapseOpensAnotherEpoch() {
        SimulatedFleet fleet = fleet();
        fleet.in(10_000, () -> fleet.standStill(AWAY_MS));
        fleet.in(90_000, () -> fleet.standStill(AWAY_MS));
        Report report = replayed(fleet);
        assertWholeAndNothingTwice(fleet, report, 3);
        assertThat(ReportJson.tree(report).path("epochs").asInt()).isEqualTo(3);
    }

    @Test
    void anotherProcessOpensTheNextEpoch() {
        SimulatedFleet fleet = fleet().dies(new SimulatedFleet.Death(60, true, AWAY_MS));
        assertWholeAndNothingTwice(fleet, replayed(fleet), 2);
    }

    @Test
    void anotherProcessWithoutTheKeysOpensTheNextEpochWithKeysOfItsOwn() {
        SimulatedFleet fleet = fleet().dies(new SimulatedFleet.Death(60, true, AWAY_MS, true, false));
        assertWholeAndNothingTwice(fleet, replayed(fleet), 2);
    }

    @Test
    void aRefutationOfTheFirstEpochStands() {
        SimulatedFleet fleet = fleet();
        fleet.sample(0, 1, 0, HopPlan.GOOD.arrives(HopPlan.Arrival.CORRUPT));
        fleet.in(10_000, () -> fleet.standStill(AWAY_MS));
        Report report = replayed(fleet);
        assertThat(cell(report, 0, 1).outcome()).isEqualTo(CellOutcome.CORRUPT);
        assertThat(report.exitCode()).isEqualTo(ExitCode.FAIL);
    }

    @Test
    void theEpochsOfARunHaveOtherIdsAndOtherKeys() throws Exception {
        SimulatedFleet fleet = fleet();
        fleet.in(10_000, () -> fleet.standStill(AWAY_MS));
        fleet.run();
        List<Command> plans = commands(fleet, PlanActions.PLAN.name());
        assertThat(plans).hasSize(2 * NODES);
        Plan first = PlanActions.PLAN.params().decode(plans.get(0).params());
        Plan second = PlanActions.PLAN.params().decode(plans.get(NODES).params());
        assertThat(second.run()).isNotEqualTo(first.run());
        assertThat(second.firstRun()).isEqualTo(first.run());
        assertThat(second.epoch()).isEqualTo(2);
        assertThat(second.columnKey()).isNotEqualTo(first.columnKey());
        assertThat(second.samplesTo(1)).isBetween(1, SAMPLES - 1);
    }

    @Test
    void aRunnerThatKnowsNoEpochsGoesOnPairByPair() {
        SimulatedFleet fleet = fleet();
        fleet.runners.get(2).features = List.of("coverage", "plane", "plan", "attach");
        fleet.in(10_000, () -> fleet.standStill(AWAY_MS));
        Report report = replayed(fleet);
        assertThat(report.exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(report.epochs()).isEqualTo(2);
        assertThat(commands(fleet, Actions.SEND_DM.name())).isNotEmpty();
    }

    @Test
    void aNodeThatIsLostMeanwhileHoldsNobodyUp() {
        SimulatedFleet fleet = fleet();
        fleet.in(10_000, () -> fleet.standStill(AWAY_MS));
        fleet.in(12_000, () -> fleet.runners.get(3).silent = true);
        Report report = replayed(fleet);
        assertThat(report.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(report.cells())
                .filteredOn(cell ->
                        !cell.src().text().equals("n3") && !cell.dst().text().equals("n3"))
                .allSatisfy(cell -> assertThat(cell.outcome()).isEqualTo(CellOutcome.PROVEN));
    }

    @Test
    void aRunThatIsStoppedInItsSecondEpochKeepsWhatBothKnow() {
        SimulatedFleet fleet = fleet();
        fleet.in(10_000, () -> fleet.standStill(AWAY_MS));
        fleet.in(95_000, () -> fleet.post(new RunEvent.Stopped(Report.INTERRUPTED, null, 3_000)));
        Report report = replayed(fleet);
        assertThat(report.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        int proven = cell(report, 0, 1).samples().getOrDefault(CellOutcome.PROVEN, 0);
        assertThat(proven).isBetween(SAMPLES / 3, SAMPLES - 1);
        assertThat(cell(report, 0, 1).outcome().cellClass()).isEqualTo(CellClass.UNOBSERVED);
    }

    @Test
    void whatNobodyArmsForIsTriedPairByPair() {
        SimulatedFleet fleet = fleet();
        refuseLaterPlans(fleet);
        fleet.in(10_000, () -> fleet.standStill(AWAY_MS));
        Report report = replayed(fleet);
        assertThat(report.exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(commands(fleet, Actions.SEND_DM.name())).isNotEmpty();
    }

    @Test
    void theEndOfTheRunWhileAnEpochIsArmedLeavesTheRestNotRun() {
        SimulatedFleet fleet = fleet();
        refuseLaterPlans(fleet);
        fleet.in(10_000, () -> fleet.standStill(AWAY_MS));
        fleet.in(90_000, () -> fleet.post(new RunEvent.Stopped(Report.INTERRUPTED)));
        Report report = replayed(fleet);
        assertThat(report.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(cell(report, 0, 1).outcome()).isEqualTo(CellOutcome.NOT_RUN);
        assertThat(cell(report, 0, 1).reason()).contains("lease lapsed");
    }
}
