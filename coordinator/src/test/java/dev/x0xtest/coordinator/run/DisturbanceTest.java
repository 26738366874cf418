package dev.x0xtest.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.simulated.SimulatedRunner;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.Plane;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Tests that disturbances never refute a pair. Every pair of these fleets works, but receivers lose hops by evictions,
 * cut streams and restarts, and control messages are late and lost.
 */
class DisturbanceTest {
    private static final long SEEDS = Long.getLong("sim.seeds", 300);
    private static final long FIRST = Long.getLong("sim.seed", 1);

    @Test
    void aWorkingPairIsNeverRefutedByWhatItsReceiverMissed() {
        int undecided = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            SimulatedFleet fleet = fleet(seed);
            Report report = fleet.run();
            String context = "seed " + seed + " (-Dsim.seed=" + seed + " -Dsim.seeds=1)";
            assertThat(report.cells())
                    .as(context)
                    .extracting(DisturbanceTest::cellClass)
                    .doesNotContain("REFUTED");
            assertThat(fleet.journal.replay(fleet.config)).as(context).isEqualTo(report);
            undecided += report.totals().unobserved();
        }
        assertThat(undecided).as("the disturbances reach something").isPositive();
    }

    private static String cellClass(CellReport cell) {
        return cell.outcome().cellClass().name();
    }

    private static SimulatedFleet fleet(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int nodes = 2 + random.nextInt(4);
        RunConfig.Limits limits = SimulatedFleet.limits(Plane.RAW, 1 + random.nextInt(2));
        SimulatedFleet fleet = new SimulatedFleet(nodes, Plane.RAW, seed, true, limits);
        for (int i = 0; i < nodes * nodes; i++) {
            HopPlan plan = HopPlan.GOOD.takes(1 + random.nextInt(50)).arrivesAfter(1 + random.nextInt(1500));
            fleet.pair(i / nodes, i % nodes, random.nextBoolean() ? plan : plan.withoutReceipt());
        }
        fleet.somePlanned(seed);
        fleet.runners.forEach(runner -> disturb(fleet, runner, random));
        int lossPercent = random.nextInt(20);
        fleet.lossy = frame -> random.nextInt(100) < lossPercent;
        int latePercent = random.nextInt(20);
        fleet.controlMs = () -> random.nextInt(100) < latePercent ? 1 + random.nextInt(4000) : 1;
        return fleet;
    }

    private static void disturb(SimulatedFleet fleet, SimulatedRunner runner, SplittableRandom random) {
        long fromMs = random.nextInt(3000);
        long untilMs = fromMs + 1 + random.nextInt(2500);
        int kind = random.nextInt(4);
        fleet.in(fromMs, () -> {
            runner.evicting = kind == 0;
            runner.cut = kind == 1 || kind == 2;
            runner.silent = kind == 2;
        });
        fleet.in(untilMs, () -> {
            runner.evicting = false;
            runner.cut = false;
            runner.silent = false;
            if (kind == 1) {
                runner.generation++;
                runner.gaps++;
            } else if (kind == 2) {
                runner.seen.clear();
                runner.plan = null;
            }
            if (kind == 1 || kind == 2) {
                runner.attachedAtMs = fleet.nowMs();
            }
        });
    }
}
