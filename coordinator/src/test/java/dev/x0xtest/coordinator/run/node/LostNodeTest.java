package dev.x0xtest.coordinator.run.node;

import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.simulated.SimulatedRunner;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.plan.RunReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a node of which nothing is heard ends its own part of a run and no other. */
class LostNodeTest {
    private static final int SAMPLES = 20;

    private static SimulatedFleet fleet(int nodes, int samples) {
        RunConfig.Limits limits = SimulatedFleet.limits(Plane.RAW, 3, samples, false);
        return new SimulatedFleet(nodes, Plane.RAW, 1, true, limits);
    }

    private static Report replayed(SimulatedFleet fleet) {
        Report report = fleet.run();
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
        return report;
    }

    private static Predicate<CellReport> of(int node) {
        return cell ->
                cell.src().equals(SimulatedFleet.label(node)) || cell.dst().equals(SimulatedFleet.label(node));
    }

    private static void assertOnlyUnobserved(Report report, int lost) {
        assertThat(report.cells())
                .filteredOn(of(lost).negate())
                .allSatisfy(cell -> assertThat(cell.outcome()).as("%s", cell).isEqualTo(CellOutcome.PROVEN));
        assertThat(report.cells())
                .filteredOn(of(lost))
                .allSatisfy(cell ->
                        assertThat(cell.outcome().cellClass()).as("%s", cell).isEqualTo(CellClass.UNOBSERVED));
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static long dmsTo(SimulatedFleet fleet, int node) {
        return fleet.effects.stream()
                .filter(effect ->
                        effect instanceof RunEffect.SendDm dm && dm.to().equals(SimulatedFleet.id(node)))
                .count();
    }

    private static List<String> notes(SimulatedFleet fleet) {
        return fleet.effects.stream()
                .filter(RunEffect.Note.class::isInstance)
                .map(effect -> ((RunEffect.Note) effect).text())
                .toList();
    }

    @Test
    void aRunnerThatDiesInMidRunEndsItsOwnCellsOnly() {
        SimulatedFleet fleet = fleet(6, SAMPLES).planned();
        fleet.runners.get(3).diesAtGo = true;
        Report report = replayed(fleet);
        assertOnlyUnobserved(report, 3);
        assertThat(fleet.nowMs()).as("end of the run, ms").isLessThanOrEqualTo(40_000);
        assertThat(cell(report, 0, 3).reason()).contains("nothing heard of its runner for 30 s");
        assertThat(dmsTo(fleet, 3)).isLessThanOrEqualTo(30);
        assertThat(notes(fleet)).anyMatch(note -> note.startsWith("nothing heard of n3 for 30 s"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStoppedDaemonCostsFewControlMessages(boolean olderRunners) {
        SimulatedFleet fleet = fleet(6, SAMPLES).planned();
        fleet.in(5_000, () -> fleet.runners.get(3).silent = true);
        for (SimulatedRunner runner : fleet.runners) {
            runner.renewsSilently = olderRunners;
            // Hops to the stopped daemon wait for their whole deadline, so the rows of the others go on.
            fleet.pair(fleet.runners.indexOf(runner), 3, HopPlan.GOOD.takes(36_000));
            fleet.pair(3, fleet.runners.indexOf(runner), HopPlan.GOOD.takes(36_000));
        }
        Report report = replayed(fleet);
        assertThat(report.counters()).containsEntry("nodes_lost", 1L);
        Map<String, Long> control = new TreeMap<>(report.counters());
        control.keySet().removeIf(kind -> !kind.startsWith("control_"));
        // Older runners do not say in their answers to renewals that they still send, so they are asked.
        assertThat(report.totals().controlDms())
                .as("%s", control)
                .isLessThanOrEqualTo(olderRunners ? 180 : 20 * 6 + 30);
        assertThat(control.getOrDefault("control_silent_renew", 0L)).isBetween(3L, 8L);
        assertThat(control.getOrDefault("control_silent_report", 0L)).isLessThanOrEqualTo(5L);
    }

    @Test
    void upstreamsRunnerThatDiesInMidRunEndsItsOwnCellsOnly() {
        SimulatedFleet fleet = fleet(6, SAMPLES);
        fleet.runners.forEach(runner -> runner.upstream = true);
        fleet.in(30, () -> fleet.runners.get(3).silent = true);
        Report report = replayed(fleet);
        assertThat(report.cells())
                .filteredOn(of(3).negate())
                .allSatisfy(cell -> assertThat(cell.outcome()).isEqualTo(CellOutcome.PROVEN));
        assertThat(report.totals().refuted()).isZero();
        assertThat(fleet.nowMs()).as("end of the run, ms").isLessThanOrEqualTo(45_000);
        assertThat(dmsTo(fleet, 3)).isLessThanOrEqualTo(20 * 6 + 30);
    }

    @ParameterizedTest
    @ValueSource(longs = {5_000, 20_000, 33_000})
    void aNodeThatComesBackInTimeIsMeasuredToTheEnd(long backMs) {
        SimulatedFleet fleet = fleet(4, SAMPLES).planned();
        fleet.runners.get(2).diesAtGo = true;
        fleet.in(backMs, () -> fleet.runners.get(2).silent = false);
        Report report = replayed(fleet);
        assertThat(report.verdict()).as("%s", report.cells()).isEqualTo(Verdict.PASS);
        assertThat(fleet.nowMs()).isBetween(backMs, backMs + 15_000);
    }

    @Test
    void aDestinationThatDiesDoesNotEndALongRowOfTheOthers() {
        SimulatedFleet fleet = fleet(4, 3).planned();
        fleet.runners.get(2).diesAtGo = true;
        // One hop among the living takes longer than the lease.
        fleet.sample(0, 1, 2, HopPlan.GOOD.takes(36_000));
        Report report = replayed(fleet);
        assertOnlyUnobserved(report, 2);
    }

    @Test
    void silenceWhileTheCoordinatorStoodStillSaysNothing() {
        SimulatedFleet fleet = fleet(4, SAMPLES).planned();
        fleet.pair(0, 1, HopPlan.GOOD.takes(9_000));
        fleet.in(300, () -> fleet.standStill(60_000));
        Report report = replayed(fleet);
        assertThat(report.counters()).doesNotContainKey("nodes_lost");
        assertThat(report.verdict()).as("%s", report.cells()).isEqualTo(Verdict.PASS);
    }

    @Test
    void silenceWhileTheAnchorsStreamIsCutSaysNothing() {
        SimulatedFleet fleet = fleet(4, SAMPLES).planned();
        fleet.pair(0, 1, HopPlan.GOOD.takes(50_000));
        fleet.in(300, () -> {
            fleet.post(new RunEvent.StreamMoved("direct", "backing_off", "cut"));
            fleet.lossy = frame -> frame.startsWith("res");
        });
        fleet.in(45_000, () -> {
            fleet.lossy = frame -> false;
            fleet.post(new RunEvent.StreamMoved("direct", "open", ""));
        });
        Report report = replayed(fleet);
        assertThat(report.counters()).doesNotContainKey("nodes_lost");
    }

    /** As x0xd did: what was kept for it came at once, then nothing for 70 s. */
    @Test
    void anAnchorThatComesBackAndHearsOthersOnlyOnceLosesNobody() {
        SimulatedFleet fleet = fleet(4, 1).planned();
        fleet.runners.get(1).queuedMs = 28_000;
        fleet.in(2_000, () -> {
            fleet.post(new RunEvent.StreamMoved("direct", "backing_off", "the connection was closed"));
            fleet.post(new RunEvent.StreamMoved("direct", "open", "attached"));
        });
        fleet.in(3_000, () -> {
            fleet.plans().says(1, RunReport.Progress.DAEMON_BACK);
            fleet.runners.subList(1, 4).forEach(runner -> runner.silent = true);
        });
        fleet.in(73_000, () -> fleet.runners.subList(1, 4).forEach(runner -> runner.silent = false));
        Report report = replayed(fleet);
        assertThat(report.counters()).doesNotContainKey("nodes_lost");
        assertThat(report.verdict()).as("%s", report.cells()).isEqualTo(Verdict.PASS);
    }

    @Test
    void anAnchorThatComesBackAndHearsNobodyYetLosesNobody() {
        SimulatedFleet fleet = fleet(4, 1).planned();
        fleet.runners.get(1).queuedMs = 28_000;
        fleet.in(2_000, () -> {
            fleet.post(new RunEvent.StreamMoved("direct", "backing_off", "Connection refused"));
            fleet.runners.subList(1, 4).forEach(runner -> runner.silent = true);
        });
        fleet.in(5_000, () -> fleet.post(new RunEvent.StreamMoved("direct", "open", "attached")));
        // Longer than a lease after the stream was open again.
        fleet.in(45_000, () -> fleet.runners.subList(1, 4).forEach(runner -> runner.silent = false));
        Report report = replayed(fleet);
        assertThat(report.counters()).doesNotContainKey("nodes_lost");
        assertThat(report.verdict()).as("%s", report.cells()).isEqualTo(Verdict.PASS);
    }
}
