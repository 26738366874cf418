package dev.x0xtest.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.InFlight;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a run keeps to {@code --per-runner} and {@code --in-flight} and uses them to the full. The fleet asserts
 * both bounds after every effect.
 */
class InFlightTest {
    private static final int SAMPLES = 4;

    private static SimulatedFleet fleet(int nodes, int perRunner, int total) {
        RunConfig.Limits limits =
                InFlight.bounded(SimulatedFleet.limits(Plane.RAW, 3, SAMPLES, false), perRunner, total);
        return new SimulatedFleet(nodes, Plane.RAW, 1, true, limits);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 1, 64, 1, 3",
        "3, 2, 64, 2, 6",
        "3, 4, 64, 4, 12",
        "3, 4, 1, 1, 1",
        "3, 4, 5, 4, 5",
        "6, 4, 5, 4, 5",
        "6, 2, 64, 2, 12"
    })
    void pairByPairBothBoundsAreReachedAndNotExceeded(
            int nodes, int perRunner, int total, int mostOfOneRunner, int most) {
        SimulatedFleet fleet = fleet(nodes, perRunner, total);
        for (int pair = 0; pair < nodes * nodes; pair++) {
            fleet.pair(pair / nodes, pair % nodes, HopPlan.GOOD.takes(500));
        }
        assertThat(fleet.run().verdict()).isEqualTo(Verdict.PASS);
        assertThat(fleet.inFlight.mostOfOneRunner()).isEqualTo(mostOfOneRunner);
        assertThat(fleet.inFlight.most()).isEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aPlanBeginsNoMoreHopsOfARunnerAtOnceThanPerRunnerSays(int perRunner) throws WireException {
        SimulatedFleet fleet = fleet(4, perRunner, 64).planned();
        assertThat(fleet.run().verdict()).isEqualTo(Verdict.PASS);
        List<Plan> plans = plans(fleet);
        assertThat(plans).hasSize(4).extracting(Plan::inFlight).containsOnly(perRunner);
        for (Plan plan : plans) {
            Map<Long, Integer> begun = new HashMap<>();
            for (int sample = 0; sample < SAMPLES; sample++) {
                for (int round = 0; round < plan.schedule().rounds(); round++) {
                    begun.merge(plan.offsetMs(round, sample), 1, Integer::sum);
                }
            }
            assertThat(begun.values()).contains(perRunner).allMatch(hops -> hops <= perRunner);
        }
        assertThat(fleet.inFlight.most()).as("commands of the per-pair path").isZero();
    }

    @Test
    void whatPlansLeaveOpenIsBoundedLikeEveryRetry() {
        SimulatedFleet fleet = fleet(4, 2, 5).planned();
        HopPlan never = HopPlan.GOOD.notAttempted().arrives(HopPlan.Arrival.NEVER);
        for (int pair = 0; pair < 16; pair++) {
            fleet.pair(pair / 4, pair % 4, never);
        }
        fleet.in(1_000, () -> {
            for (int pair = 0; pair < 16; pair++) {
                fleet.pair(pair / 4, pair % 4, HopPlan.GOOD.takes(500));
            }
        });
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.counters()).containsEntry("control_sent_plan", 4L);
        assertThat(fleet.inFlight.most()).isEqualTo(5);
        assertThat(fleet.inFlight.mostOfOneRunner()).isEqualTo(2);
    }

    private static List<Plan> plans(SimulatedFleet fleet) throws WireException {
        List<Plan> plans = new ArrayList<>();
        for (RunEffect effect : fleet.effects) {
            if (effect instanceof RunEffect.SendDm send
                    && Frames.decode(send.payload()).orElseThrow() instanceof Frame.Cmd frame
                    && frame.command().action().equals(PlanActions.PLAN.name())) {
                plans.add(PlanActions.PLAN.params().decode(frame.command().params()));
            }
        }
        return plans;
    }
}
