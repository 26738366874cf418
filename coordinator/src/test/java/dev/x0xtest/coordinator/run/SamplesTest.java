package dev.x0xtest.coordinator.run;

import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.wire.Plane;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests several hops per pair: the pair takes the worst outcome, and the report keeps the counts. */
class SamplesTest {
    private static SimulatedFleet fleet(int nodes, int samples, boolean burst) {
        return new SimulatedFleet(nodes, Plane.RAW, 1, true, SimulatedFleet.limits(Plane.RAW, 1, samples, burst));
    }

    @Test
    void everySampleOfAHealthyFleetIsProven() {
        SimulatedFleet fleet = fleet(4, 5, false).planned();
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.totals().pairs()).isEqualTo(12);
        assertThat(report.totals().firstAttemptOk()).isEqualTo(12);
        assertThat(report.scope().samples()).isEqualTo(5);
        assertThat(report.cells())
                .allSatisfy(cell -> assertThat(cell.samples()).isEqualTo(Map.of(CellOutcome.PROVEN, 5)));
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
    }

    @Test
    void progressCountsPairsNotSamples() {
        SimulatedFleet fleet = fleet(4, 3, false).planned();
        fleet.sample(0, 1, 1, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        fleet.run();
        assertThat(fleet.effects.stream()
                        .filter(RunEffect.Progressed.class::isInstance)
                        .map(RunEffect.Progressed.class::cast))
                .last()
                .satisfies(end -> {
                    assertThat(end.declared()).isEqualTo(12);
                    assertThat(end.decided()).isEqualTo(12);
                    assertThat(end.proven()).isEqualTo(11);
                    assertThat(end.refuted()).isEqualTo(1);
                });
    }

    @Test
    void theWorstSampleSpeaksForThePair() {
        SimulatedFleet fleet = fleet(3, 4, false).planned();
        fleet.sample(0, 1, 1, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        fleet.sample(0, 1, 2, HopPlan.GOOD.notAttempted().arrives(HopPlan.Arrival.NEVER));
        fleet.sample(0, 2, 0, HopPlan.GOOD.notAttempted().arrives(HopPlan.Arrival.NEVER));
        Report report = fleet.run();
        assertThat(cell(report, 0, 1).outcome()).isEqualTo(CellOutcome.MISSING);
        assertThat(cell(report, 0, 1).samples())
                .isEqualTo(Map.of(CellOutcome.PROVEN, 2, CellOutcome.MISSING, 1, CellOutcome.NOT_RUN, 1));
        assertThat(cell(report, 0, 2).outcome()).isEqualTo(CellOutcome.NOT_RUN);
        assertThat(cell(report, 0, 2).samples()).isEqualTo(Map.of(CellOutcome.PROVEN, 3, CellOutcome.NOT_RUN, 1));
        assertThat(cell(report, 0, 1).firstAttemptOk()).isFalse();
        assertThat(report.totals().firstAttemptOk()).isEqualTo(4);
    }

    @Test
    void aSampleThatStaysUndecidedIsTriedAgainAlone() {
        SimulatedFleet fleet =
                new SimulatedFleet(3, Plane.RAW, 1, true, SimulatedFleet.limits(Plane.RAW, 3, 3, false)).planned();
        fleet.sample(0, 1, 1, HopPlan.GOOD.notAttempted().arrives(HopPlan.Arrival.NEVER));
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(cell(report, 0, 1).attempts()).isEqualTo(4);
        assertThat(cell(report, 0, 1).samples()).isEqualTo(Map.of(CellOutcome.PROVEN, 3));
        assertThat(report.counters()).containsEntry("control_sent_send_dm", 1L);
    }

    @Test
    void runnersWithoutPlansTakeTheirSamplesPairByPair() {
        SimulatedFleet fleet = fleet(4, 3, false).planned();
        fleet.runners.get(3).upstream = true;
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.counters()).containsEntry("control_sent_send_dm", 18L);
        assertThat(cell(report, 3, 0).samples()).isEqualTo(Map.of(CellOutcome.PROVEN, 3));
    }

    @Test
    void aBurstIsDueAtOnce() {
        SimulatedFleet paced = fleet(30, 1, false).planned();
        SimulatedFleet burst = fleet(30, 1, true).planned();
        paced.run();
        assertThat(burst.run().verdict()).isEqualTo(Verdict.PASS);
        assertThat(burst.nowMs()).isLessThan(paced.nowMs());
    }
}
