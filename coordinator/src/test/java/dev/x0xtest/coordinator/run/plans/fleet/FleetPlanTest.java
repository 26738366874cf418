package dev.x0xtest.coordinator.run.plans.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.Schedule;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetPlanTest {
    private static final RunRef RUN = new RunRef("5a".repeat(16), 1);
    private static final long SEED = new Random().nextLong();

    private static FleetPlan fleet(int nodes, ColumnKeys keys) {
        List<Plan.Node> roster = roster(nodes);
        return new FleetPlan(
                RUN,
                roster,
                PlanTerms.paced(Plane.RAW, 1, 64, SEED, new Pace(4, Math.max(1, 2 * nodes)), 10_000, 90_000, 30_000),
                keys);
    }

    private static List<Plan.Node> roster(int nodes) {
        Random random = new Random(SEED);
        return IntStream.range(0, nodes)
                .mapToObj(i -> new Plan.Node(label(random), hex(random, 32)))
                .toList();
    }

    private static String label(Random random) {
        return hex(random, 16);
    }

    private static String hex(Random random, int bytes) {
        byte[] raw = new byte[bytes];
        random.nextBytes(raw);
        return HexFormat.of().formatHex(raw);
    }

    @Test
    void theDestinationVerifiesHopsOfTheSourceAndNoOthers() {
        FleetPlan fleet = fleet(3, new ColumnKeys(RunSecret.drawn(new Random(SEED))));
        HopId id = new HopId(RUN.run(), 0, 1, 0, 1);
        byte[] payload = {1, 2, 3};
        String digest = fleet.forNode(0, null).rowKeyOf(1).digest(id, payload);
        assertThat(fleet.forNode(1, null).columnKeyOf(0).verifies(id, payload, digest))
                .isTrue();
        assertThat(fleet.forNode(1, null).columnKeyOf(2).verifies(id, payload, digest))
                .isFalse();
        assertThat(fleet.forNode(2, null).columnKeyOf(0).verifies(id, payload, digest))
                .isFalse();
    }

    @Test
    void anotherSecretGivesOtherKeys() {
        Plan one = fleet(2, new ColumnKeys(RunSecret.drawn(new Random(1)))).forNode(0, null);
        Plan other = fleet(2, new ColumnKeys(RunSecret.drawn(new Random(2)))).forNode(0, null);
        assertThat(one.columnKey()).isNotEqualTo(other.columnKey());
        assertThat(one.rowKeys()).doesNotContainAnyElementsOf(other.rowKeys());
    }

    @Test
    void knowsWhenEachHopIsDueAsItsSourceDoes() {
        FleetPlan fleet = fleet(9, ColumnKeys.none());
        for (int source = 0; source < 9; source++) {
            Plan plan = fleet.forNode(source, null);
            Schedule schedule = plan.schedule();
            for (int round = 0; round < schedule.rounds(); round++) {
                assertThat(fleet.dueMs(source, schedule.destination(round, source), 0))
                        .isEqualTo(plan.offsetMs(round, 0));
            }
            assertThat(fleet.lastDueMs()).isEqualTo(plan.offsetMs(schedule.rounds() - 1, 0));
        }
    }

    @Test
    void samplesFollowEachOtherAndABurstIsDueAtOnce() {
        List<Plan.Node> roster = roster(5);
        PlanTerms terms = PlanTerms.paced(Plane.RAW, 3, 64, SEED, new Pace(4, 10), 10_000, 90_000, 30_000);
        FleetPlan paced = new FleetPlan(RUN, roster, terms, ColumnKeys.none());
        Plan plan = paced.forNode(2, null);
        int first = plan.schedule().destination(0, 2);
        assertThat(paced.dueMs(2, first, 2)).isEqualTo(plan.offsetMs(0, 2)).isPositive();
        assertThat(paced.lastDueMs()).isEqualTo(plan.offsetMs(3, 2));
        assertThat(new FleetPlan(RUN, roster, terms.burst(), ColumnKeys.none()).lastDueMs())
                .isZero();
    }

    /** A run sends the plans of up to 300 nodes as one message each. */
    @Test
    void threeHundredNodesWithTheLongestLabelsFitOneMessage() {
        fitsOneMessage(
                fleet(300, new ColumnKeys(RunSecret.drawn(new Random(SEED)))).forNode(7, null));
    }

    /** So does the share of a sparse run. */
    @Test
    void threeHundredNodesOfASparseRunFitOneMessage() {
        Random random = new Random(SEED);
        List<List<Integer>> counts = IntStream.range(0, 300)
                .mapToObj(from -> IntStream.range(0, 300)
                        .mapToObj(to -> random.nextBoolean() ? 0 : 1 + random.nextInt(1_000))
                        .toList())
                .toList();
        PlanTerms terms = PlanTerms.paced(Plane.RAW, 1_000, 64, SEED, new Pace(4, 600), 10_000, 90_000, 30_000);
        ColumnKeys keys = new ColumnKeys(RunSecret.drawn(random));
        assertThatThrownBy(() -> new FleetPlan(RUN, roster(300), terms, keys, new FleetPlan.Rest(null, counts)))
                .as("too many samples for so many nodes")
                .isInstanceOf(IllegalArgumentException.class);
        PlanTerms fewer = PlanTerms.paced(Plane.RAW, 100, 64, SEED, new Pace(4, 600), 10_000, 90_000, 30_000);
        List<List<Integer>> small = counts.stream()
                .map(row -> row.stream().map(count -> count % 100).toList())
                .toList();
        FleetPlan plan = new FleetPlan(RUN, roster(300), fewer, keys, new FleetPlan.Rest(null, small));
        fitsOneMessage(plan.forNode(7, null));
        assertThat(plan.samples(7, 9)).isEqualTo(small.get(7).get(9));
        assertThat(plan.forNode(9, null).samplesFrom(7)).isEqualTo(small.get(7).get(9));
    }

    private static void fitsOneMessage(Plan plan) {
        Command command = Command.of(
                "4f9d2c1e-7a60-4d0b-9a55-0c1d2e3f4a5b",
                label(new Random(SEED)),
                PlanActions.PLAN,
                plan,
                new AgentId("a1".repeat(32)),
                true);
        assertThat(command.frame().length).as("seed %d", SEED).isLessThanOrEqualTo(WireLimits.RESULT_FRAME_BYTES);
    }
}
