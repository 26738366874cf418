package dev.x0xtest.coordinator.run.plans;

import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.report.format.ReportReader;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests runs with messages of several sizes: who gets which size, and what the report keeps of each. */
class SizesTest {
    private static final List<Integer> SIZES = List.of(64, 700, 1_000, 4_096);
    private static final HopPlan LOST =
            HopPlan.GOOD.refused(502, "peer_disconnected").arrives(HopPlan.Arrival.NEVER);

    private static SimulatedFleet fleet(int nodes, List<Integer> sizes) {
        return new SimulatedFleet(nodes, Plane.RAW, 1, true, limits(sizes, 1, Duration.ofMinutes(2), null)).planned();
    }

    private static RunConfig.Limits limits(List<Integer> sizes, int times, Duration deadline, @Nullable Integer rate) {
        RunConfig.Limits base = SimulatedFleet.limits(Plane.RAW, 3);
        return new RunConfig.Limits(
                deadline,
                base.discover(),
                base.hop(),
                base.grace(),
                base.undecidedAttempts(),
                base.refutedAttempts(),
                base.perRunner(),
                base.total(),
                sizes.get(sizes.size() - 1),
                times * sizes.size(),
                base.burst(),
                base.lease(),
                rate,
                null,
                false,
                false,
                sizes);
    }

    private static <T> List<T> commands(SimulatedFleet fleet, String action, Parser<T> parser) {
        return fleet.effects.stream()
                .filter(RunEffect.SendDm.class::isInstance)
                .map(RunEffect.SendDm.class::cast)
                .flatMap(dm -> command(dm, action, parser))
                .distinct()
                .toList();
    }

    private interface Parser<T> {
        T of(Command command) throws WireException;
    }

    private static <T> Stream<T> command(RunEffect.SendDm dm, String action, Parser<T> parser) {
        try {
            return Frames.decode(dm.payload()).orElseThrow() instanceof Frame.Cmd frame
                            && frame.command().action().equals(action)
                    ? Stream.of(parser.of(frame.command()))
                    : Stream.empty();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Plan> plans(SimulatedFleet fleet) {
        return commands(
                fleet,
                PlanActions.PLAN.name(),
                command -> PlanActions.PLAN.params().decode(command.params()));
    }

    /** How many payloads of each size went out pair by pair. */
    private static Map<Integer, Integer> pairwise(SimulatedFleet fleet) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (SendDm.Params params : commands(
                fleet,
                Actions.SEND_DM.name(),
                command -> Actions.SEND_DM.params().decode(command.params()))) {
            counts.merge(Base64.getDecoder().decode(params.payloadB64()).length, 1, Integer::sum);
        }
        return counts;
    }

    private static CellReport.Size size(int bytes, int proven, int refuted, int unobserved) {
        return new CellReport.Size(bytes, 1, proven, refuted, unobserved);
    }

    private static Report replayed(SimulatedFleet fleet) {
        Report report = fleet.run();
        assertThat(ReportJson.text(fleet.journal.replay(fleet.config))).isEqualTo(ReportJson.text(report));
        return report;
    }

    @Test
    void eachPairIsTriedOnceWithEachSize() {
        SimulatedFleet fleet = fleet(4, SIZES);
        Report report = replayed(fleet);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.totals().pairs()).isEqualTo(12);
        assertThat(report.scope().sizes()).isEqualTo(SIZES);
        assertThat(report.cells())
                .allSatisfy(cell -> assertThat(cell.sizes())
                        .containsExactly(
                                size(64, 1, 0, 0), size(700, 1, 0, 0), size(1_000, 1, 0, 0), size(4_096, 1, 0, 0)));
        assertThat(plans(fleet)).hasSize(4).allSatisfy(plan -> {
            assertThat(plan.payloadSizes()).isEqualTo(SIZES);
            assertThat(plan.samples()).isEqualTo(4);
        });
    }

    @Test
    void thePlanOfOneSizeHasNoList() {
        SimulatedFleet fleet = fleet(3, List.of(2_048));
        Report report = replayed(fleet);
        assertThat(report.cells()).allSatisfy(cell -> assertThat(cell.sizes()).isEmpty());
        assertThat(report.scope().sizes()).containsExactly(2_048);
        assertThat(plans(fleet)).hasSize(3).allSatisfy(plan -> {
            assertThat(plan.payloadSizes()).isNull();
            assertThat(plan.payloadBytes()).isEqualTo(2_048);
        });
    }

    @Test
    void theReportKeepsWhatEachSizeDid() throws IOException {
        SimulatedFleet fleet = fleet(6, SIZES);
        fleet.sample(2, 1, 2, LOST);
        fleet.sample(2, 1, 3, LOST);
        Report report = replayed(fleet);
        CellReport broken = cell(report, 2, 1);
        assertThat(broken.outcome()).isEqualTo(CellOutcome.REFUSED);
        assertThat(broken.sizes())
                .containsExactly(size(64, 1, 0, 0), size(700, 1, 0, 0), size(1_000, 0, 1, 0), size(4_096, 0, 1, 0));
        assertThat(broken.threshold()).isEqualTo(new CellReport.Threshold(700, 1_000));
        Report read = ReportReader.of(new ObjectMapper().readTree(ReportJson.text(report)));
        assertThat(read.cells()).isEqualTo(report.cells());
        assertThat(read.scope()).isEqualTo(report.scope());
        StringBuilder one = new StringBuilder();
        ReportJson.write(new Judged(report), ReportJson.Schema.ONE, one);
        assertThat(one).doesNotContain("\"sizes\"").doesNotContain("payload_sizes");
    }

    @Test
    void aRunnerThatKnowsOneSizeOnlyIsDrivenPairByPairWithAll() {
        SimulatedFleet fleet = fleet(4, SIZES);
        fleet.runners.get(3).features = List.of("coverage", "plane", "plan", "attach", "epochs");
        Report report = replayed(fleet);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(plans(fleet))
                .hasSize(3)
                .allSatisfy(plan -> assertThat(plan.roster()).hasSize(3));
        assertThat(pairwise(fleet)).isEqualTo(Map.of(64, 6, 700, 6, 1_000, 6, 4_096, 6));
        assertThat(cell(report, 3, 0).sizes()).isEqualTo(cell(report, 0, 1).sizes());
    }

    @Test
    void upstreamsRunnersTakeEachSizePairByPair() {
        SimulatedFleet fleet = fleet(3, SIZES);
        fleet.runners.forEach(runner -> runner.upstream = true);
        assertThat(replayed(fleet).verdict()).isEqualTo(Verdict.PASS);
        assertThat(pairwise(fleet)).isEqualTo(Map.of(64, 6, 700, 6, 1_000, 6, 4_096, 6));
    }

    @Test
    void aSizeThatStaysUndecidedIsTriedAgainWithThatSize() {
        SimulatedFleet fleet = fleet(3, SIZES);
        fleet.sample(0, 1, 2, HopPlan.GOOD.notAttempted().arrives(HopPlan.Arrival.NEVER));
        assertThat(replayed(fleet).verdict()).isEqualTo(Verdict.PASS);
        assertThat(pairwise(fleet)).isEqualTo(Map.of(1_000, 1));
    }

    /** The samples of a later epoch would have other sizes. */
    @Test
    void whatALapseLeftUnsentIsSentPairByPairWithItsSize() {
        SimulatedFleet fleet = new SimulatedFleet(
                        4, Plane.RAW, 1, true, limits(List.of(64, 700, 1_000, 4_096), 10, Duration.ofMinutes(6), 1))
                .planned();
        fleet.in(10_000, () -> fleet.standStill(65_000));
        Report report = replayed(fleet);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.epochs()).isEqualTo(1);
        assertThat(pairwise(fleet)).isNotEmpty();
        assertThat(report.cells())
                .allSatisfy(cell -> assertThat(cell.sizes())
                        .hasSize(4)
                        .allSatisfy(size -> assertThat(size.proven()).isEqualTo(10)));
    }
}
