package dev.x0xtest.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.InFlight;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.simulated.SimulatedRefusal;
import dev.x0xtest.coordinator.run.simulated.SimulatedRunner;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.wire.Plane;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tests random fleets with random faults: every cell is accounted for, and the journal replays to the same report. */
class RunSimulationTest {
    private static final List<HopPlan.Arrival> ARRIVALS = List.of(HopPlan.Arrival.values());
    private static final List<SimulatedRefusal> REFUSALS = List.of(
            SimulatedRefusal.QUEUE_FULL,
            SimulatedRefusal.BUSY,
            SimulatedRefusal.SHUTTING_DOWN,
            SimulatedRefusal.CONFLICT);
    private static final int SEEDS = Integer.getInteger("sim.seeds", 200);
    private static final long FIRST = Long.getLong("sim.seed", 1);

    @Test
    void theAccountingClosesAndTheJournalReplaysForEverySeed() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            SimulatedFleet fleet = fleet(seed);
            Report report = fleet.run();
            String context = "seed " + seed + " (-Dsim.seed=" + seed + " -Dsim.seeds=1)";
            int nodes = fleet.runners.size();
            assertThat(report.totals().pairs()).as(context).isEqualTo(nodes * (nodes - 1));
            assertThat(fleet.nowMs()).as(context).isLessThanOrEqualTo(120_000);
            assertThat(fleet.journal.replay(fleet.config)).as(context).isEqualTo(report);
            noFalseWitness(fleet, report, context);
            assertThat(fleet.effects)
                    .as(context)
                    .filteredOn(RunEffect.Finished.class::isInstance)
                    .hasSize(1);
            bounded(fleet, context);
        }
    }

    /** Asserts that no working pair is refuted and that no pair whose hop never arrived intact is proven. */
    private static void noFalseWitness(SimulatedFleet fleet, Report report, String context) {
        report.cells().forEach(cell -> {
            int source = Integer.parseInt(cell.src().text().substring(1));
            int destination = Integer.parseInt(cell.dst().text().substring(1));
            HopPlan plan = fleet.plan(source, destination);
            boolean good = plan.path() != null && plan.arrival() == HopPlan.Arrival.INTACT && plan.attempted();
            String pair =
                    context + " " + cell.src().text() + " to " + cell.dst().text() + " " + cell;
            if (good) {
                assertThat(cell.outcome().cellClass().name()).as(pair).isNotEqualTo("REFUTED");
            }
            // An upstream receiver reports only the length. A corrupt payload of the same length passes there, with a
            // flag.
            if (plan.arrival() != HopPlan.Arrival.INTACT && !cell.flags().contains("intact:length")) {
                assertThat(cell.outcome()).as(pair).isNotEqualTo(CellOutcome.PROVEN);
            }
        });
    }

    /** Asserts that commands in flight never exceeded {@code --per-runner} and {@code --in-flight}. */
    private static void bounded(SimulatedFleet fleet, String context) {
        RunConfig.Limits limits = fleet.config.limits();
        assertThat(fleet.inFlight.most()).as(context).isLessThanOrEqualTo(limits.total());
        assertThat(fleet.inFlight.mostOfOneRunner()).as(context).isLessThanOrEqualTo(limits.perRunner());
    }

    private static SimulatedFleet fleet(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int nodes = 2 + random.nextInt(5);
        // The bounds have a generator of their own, so that a seed keeps its fleet when they change.
        SplittableRandom bounds = new SplittableRandom(-seed);
        SimulatedFleet fleet = new SimulatedFleet(
                nodes,
                Plane.RAW,
                seed,
                random.nextBoolean(),
                InFlight.bounded(
                        SimulatedFleet.limits(Plane.RAW), 1 + bounds.nextInt(4), 1 + bounds.nextInt(nodes * 4)));
        for (int source = 0; source < nodes; source++) {
            for (int destination = 0; destination < nodes; destination++) {
                if (random.nextInt(4) == 0) {
                    fleet.pair(source, destination, plan(random));
                }
            }
        }
        for (SimulatedRunner runner : fleet.runners.subList(1, nodes)) {
            runner.upstream = random.nextInt(5) == 0;
            runner.silent = random.nextInt(10) == 0;
            long busyMs = random.nextInt(3) == 0 ? random.nextInt(50_000) : 0;
            SimulatedRefusal refusal = REFUSALS.get(random.nextInt(REFUSALS.size()));
            runner.refuses = (action, nowMs) -> nowMs < busyMs ? refusal : null;
            runner.saysWhatItForgot = random.nextBoolean();
            runner.selfDmReturns = random.nextInt(10) != 0;
        }
        fleet.somePlanned(seed);
        int lossPercent = random.nextInt(30);
        fleet.lossy = frame -> random.nextInt(100) < lossPercent;
        return fleet;
    }

    private static HopPlan plan(SplittableRandom random) {
        HopPlan plan = HopPlan.GOOD
                .arrives(ARRIVALS.get(random.nextInt(ARRIVALS.size())))
                .takes(1 + random.nextInt(50))
                .arrivesAfter(1 + random.nextInt(60));
        plan = random.nextInt(3) == 0 ? plan.withoutReceipt() : plan;
        plan = random.nextInt(4) == 0 ? plan.unverified() : plan;
        plan = random.nextInt(4) == 0 ? plan.withoutAnswer() : plan;
        return random.nextInt(4) == 0 ? plan.refused(504, "timeout") : plan;
    }
}
