package dev.x0xtest.coordinator.run.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.simulated.SimulatedRunner;
import dev.x0xtest.coordinator.run.terms.DeclaredCells;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that a run which declares some pairs measures these and no other, by every path and through every disturbance. */
class SparseRunTest {
    /** n0 → n1, n0 → n3, n1 → n0, n4 → n3. Of n2 and n5 there is no pair. */
    private static final List<List<Integer>> FOUR =
            List.of(List.of(1, 3), List.of(0), List.of(), List.of(), List.of(3), List.of());

    private static SimulatedFleet fleet(int samples) {
        RunConfig.Limits limits = SimulatedFleet.limits(Plane.RAW, 3, samples, false);
        return new SimulatedFleet(6, Plane.RAW, 1, true, limits);
    }

    private static List<String> pairs(Report report) {
        return report.cells().stream()
                .map(cell -> cell.src().text() + ">" + cell.dst().text())
                .toList();
    }

    private static Report replayed(SimulatedFleet fleet) {
        Report report = fleet.run();
        assertThat(ReportJson.text(fleet.journal.replay(fleet.config))).isEqualTo(ReportJson.text(report));
        return report;
    }

    private static List<Command> commands(SimulatedFleet fleet) {
        return fleet.effects.stream().flatMap(SparseRunTest::command).toList();
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

    private static List<Command> plans(SimulatedFleet fleet) {
        return commands(fleet).stream()
                .filter(command -> command.action().equals(PlanActions.PLAN.name()))
                .toList();
    }

    private static void assertFourProven(Report report) {
        assertThat(pairs(report)).containsExactly("n0>n1", "n0>n3", "n1>n0", "n4>n3");
        assertThat(report.cells()).allMatch(CellReport::proven);
        assertThat(report.exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(report.scope().kind()).isEqualTo(Report.Scope.SPARSE);
        assertThat(report.possiblePairs()).isEqualTo(30);
    }

    @Test
    void plansCarryTheDeclaredPairsAlone() throws WireException {
        SimulatedFleet fleet = fleet(3).sparse(FOUR).planned();
        assertFourProven(replayed(fleet));
        assertThat(fleet.hopsSent).isEqualTo(12);
        List<Command> plans = plans(fleet);
        assertThat(plans).hasSize(4);
        Plan first = PlanActions.PLAN.params().decode(plans.get(0).params());
        assertThat(first.epoch()).isEqualTo(1);
        assertThat(first.epochOf()).isNull();
        assertThat(first.rowSamples()).containsExactly(0, 3, 3, 0);
        assertThat(first.columnSamples()).containsExactly(0, 3, 0, 0);
        assertThat(commands(fleet)).noneMatch(command -> command.action().equals(Actions.SEND_DM.name()));
    }

    @Test
    void soDoesThePerPairPath() {
        SimulatedFleet fleet = fleet(1).sparse(FOUR);
        assertFourProven(replayed(fleet));
        assertThat(plans(fleet)).isEmpty();
    }

    @Test
    void aRunnerThatKnowsNoEpochsIsDrivenPairByPair() {
        SimulatedFleet fleet = fleet(1).sparse(FOUR).planned();
        fleet.runners.get(3).features = List.of("coverage", "plane", "plan", "attach");
        assertFourProven(replayed(fleet));
        // Without n3 nobody is left for n4 either.
        assertThat(plans(fleet)).hasSize(2);
    }

    @Test
    void aNodeWithoutAPairIsNotAskedAnythingAndHoldsNobodyUp() {
        SimulatedFleet fleet = fleet(1).sparse(FOUR).planned();
        fleet.runners.get(2).silent = true;
        Report report = replayed(fleet);
        assertFourProven(report);
        assertThat(report.timing().totalMs()).isLessThan(10_000);
        assertThat(report.nodes()).extracting(node -> node.text()).containsExactly("n0", "n1", "n3", "n4");
        assertThat(report.roster().get(2).state()).isEqualTo(RosterEntry.LEFT_OUT);
        assertThat(fleet.effects)
                .filteredOn(RunEffect.SendDm.class::isInstance)
                .noneMatch(effect -> ((RunEffect.SendDm) effect).to().equals(SimulatedFleet.id(2)));
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void anAnchorWithoutAPairIsOnlyTheWay() {
        SimulatedFleet fleet = fleet(1).sparse(
                        List.of(List.of(), List.of(), List.of(3), List.of(2), List.of(), List.of()))
                .planned();
        Report report = replayed(fleet);
        assertThat(report.exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(pairs(report)).containsExactly("n2>n3", "n3>n2");
        assertThat(report.roster().get(0).leftOut()).isTrue();
    }

    @Test
    void brokenPairsAreFoundAndNothingIsSaidOfUndeclaredOnes() {
        SimulatedFleet fleet = fleet(1).sparse(FOUR).planned();
        fleet.pair(0, 1, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        fleet.pair(0, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        fleet.pair(3, 0, HopPlan.GOOD.refused(504, "timeout"));
        Report report = replayed(fleet);
        assertThat(report.totals().refuted()).isEqualTo(1);
        assertThat(SimulatedFleet.cell(report, 0, 1).outcome()).isEqualTo(CellOutcome.MISSING);
        assertThat(report.totals().pairs()).isEqualTo(4);
    }

    @Test
    void aDeadNodeCostsItsDeclaredPairs() {
        SimulatedFleet fleet = fleet(1).sparse(FOUR).planned();
        fleet.runners.get(3).silent = true;
        Report report = replayed(fleet);
        assertThat(report.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(report.totals().unobserved()).isEqualTo(2);
        assertThat(report.totals().proven()).isEqualTo(2);
    }

    @Test
    void whatALapseLeftUnsentGoesOnInTheNextEpoch() {
        RunConfig.Limits base = SimulatedFleet.limits(Plane.RAW, 3, 40, false);
        RunConfig.Limits slow = SimulatedFleet.paced(base, Duration.ofMinutes(6), 1, null, false);
        SimulatedFleet fleet =
                new SimulatedFleet(6, Plane.RAW, 1, true, slow).sparse(FOUR).planned();
        fleet.in(10_000, () -> fleet.standStill(65_000));
        Report report = replayed(fleet);
        assertFourProven(report);
        assertThat(report.epochs()).isEqualTo(2);
        assertThat(fleet.hopsSent).as("each sample is sent once").isEqualTo(4 * 40);
    }

    @Test
    void aNodeThatIsLostInMidRunHoldsNobodyUp() {
        RunConfig.Limits base = SimulatedFleet.limits(Plane.RAW, 3, 40, false);
        RunConfig.Limits slow = SimulatedFleet.paced(base, Duration.ofMinutes(10), 1, null, false);
        SimulatedFleet fleet =
                new SimulatedFleet(6, Plane.RAW, 1, true, slow).sparse(FOUR).planned();
        fleet.in(12_000, () -> fleet.runners.get(3).silent = true);
        Report report = replayed(fleet);
        assertThat(report.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(SimulatedFleet.cell(report, 0, 1).proven()).isTrue();
        assertThat(SimulatedFleet.cell(report, 1, 0).proven()).isTrue();
        assertThat(report.ending()).isNull();
    }

    @Test
    void anotherProcessGoesOnWithTheSamePairs() {
        for (int event = 3; event < 40; event += 3) {
            SimulatedFleet fleet = fleet(2).sparse(FOUR).planned();
            fleet.dies(new SimulatedFleet.Death(event, true, 5_000));
            assertFourProven(replayed(fleet));
        }
    }

    @Test
    void aRunWithoutAnAnswerOfItsAnchorDeclaresTheSamePairs() {
        SimulatedFleet fleet = fleet(1).sparse(FOUR);
        fleet.post(new RunEvent.Stopped("no x0xd answers", "no-anchor", 0));
        RunEffect last = fleet.effects.get(fleet.effects.size() - 1);
        Report report = ((RunEffect.Finished) last).report();
        assertThat(pairs(report)).containsExactly("n0>n1", "n0>n3", "n1>n0", "n4>n3");
        assertThat(report.totals().unobserved()).isEqualTo(4);
    }

    @Test
    void noPaceIsSlowerThanThatOfTheDeclaredHops() {
        int nodes = 60;
        RunConfig.Limits limits = SimulatedFleet.paced(
                SimulatedFleet.limits(Plane.RAW, 3, 20, false), Duration.ofMinutes(2), 50, null, true);
        SimulatedFleet fleet = new SimulatedFleet(nodes, Plane.RAW, 1, true, limits)
                .sparse(DeclaredCells.rotation(nodes, 8, 1).rows())
                .planned();
        Report report = fleet.run();
        assertThat(report.exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(fleet.hopsSent).isEqualTo(nodes * 8 * 20);
        // 160 hops at 50 a second; a full matrix of as many samples takes 24 s.
        assertThat(report.timing().matrixMs()).isLessThan(6_000);
    }

    @Test
    void theAccountingClosesAndTheJournalReplaysForEverySeed() {
        for (long seed = 1; seed <= 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int nodes = 2 + random.nextInt(7);
            List<List<Integer>> rows = rows(random, nodes);
            RunConfig.Limits limits = SimulatedFleet.limits(Plane.RAW, 3, 1 + random.nextInt(3), false);
            SimulatedFleet fleet =
                    new SimulatedFleet(nodes, Plane.RAW, seed, random.nextBoolean(), limits).sparse(rows);
            fleet.planned();
            for (SimulatedRunner runner : fleet.runners.subList(1, nodes)) {
                runner.silent = random.nextInt(8) == 0;
                if (random.nextInt(4) == 0) {
                    runner.features = List.of("coverage", "plane", "plan");
                }
            }
            int lossPercent = random.nextInt(20);
            fleet.lossy = frame -> random.nextInt(100) < lossPercent;
            Report report = replayed(fleet);
            String context = "seed " + seed + " " + rows;
            Set<String> declared = new HashSet<>();
            for (int from = 0; from < nodes; from++) {
                for (int to : rows.get(from)) {
                    declared.add("n" + from + ">n" + to);
                }
            }
            assertThat(pairs(report)).as(context).containsExactlyInAnyOrderElementsOf(declared);
            assertThat(report.totals().refuted()).as(context).isZero();
        }
    }

    private static List<List<Integer>> rows(SplittableRandom random, int nodes) {
        List<List<Integer>> rows = new ArrayList<>();
        for (int from = 0; from < nodes; from++) {
            List<Integer> row = new ArrayList<>();
            for (int to = 0; to < nodes; to++) {
                if (from != to && random.nextInt(3) == 0) {
                    row.add(to);
                }
            }
            rows.add(row);
        }
        if (rows.stream().allMatch(List::isEmpty)) {
            rows.get(0).add(1);
        }
        return rows;
    }
}
