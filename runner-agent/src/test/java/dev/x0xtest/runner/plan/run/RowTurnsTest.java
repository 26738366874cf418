package dev.x0xtest.runner.plan.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** A row in virtual time, with destinations that answer late, never, or with an error. */
class RowTurnsTest {
    private static final long MS = 1_000_000;
    private static final PlanRow.HopOutcome OK =
            new PlanRow.HopOutcome(RunReport.RowEntry.OK, "raw_quic_acked", null, null, null, 0);
    private static final PlanRow.HopOutcome REFUSED =
            new PlanRow.HopOutcome(RunReport.RowEntry.ERROR, null, 504, "timeout", "after 14 s", null);
    /** x0xd takes so long to refuse a hop to a peer that does not answer. */
    private static final long REFUSAL_MS = 14_000;

    private final Map<Integer, LongUnaryOperator> answers = new HashMap<>();
    private final Map<Integer, LongUnaryOperator> refusals = new HashMap<>();
    private final List<Left> left = new ArrayList<>();
    private RunReport report = empty();

    private record Left(HopId id, long atMs) {}

    private record Due(long atMs, HopId id, PlanRow.HopOutcome outcome) {}

    @SuppressWarnings("NullAway") // play() sets the field
    private static RunReport empty() {
        return null;
    }

    /** The destination answers so many ms after a hop left, by when it left. */
    private void answers(int destination, LongUnaryOperator afterMs) {
        answers.put(destination, afterMs);
    }

    private void refuses(int destination) {
        refusals.put(destination, leftMs -> REFUSAL_MS);
    }

    /** Plays the row of node 0 to its end. */
    private void play(Plan plan) {
        PlanRun run = new PlanRun(
                plan,
                TestPlans.agent(99),
                true,
                new Attachment(true, 1, 0, 0, 0, 0, 0, 10, 1, 0),
                new SplittableRandom(1),
                0,
                0);
        run.go(TestPlans.all(plan.roster().size()), 0, null);
        PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::atMs));
        long nowMs = 0;
        while (run.state() == PlanRun.State.RUNNING) {
            run.renew(nowMs * MS, nowMs);
            for (PlanRow.Hop hop = run.next(nowMs * MS, nowMs); hop != null; hop = run.next(nowMs * MS, nowMs)) {
                left.add(new Left(hop.id(), nowMs));
                int to = hop.id().destination();
                LongUnaryOperator refusal = refusals.get(to);
                long afterMs = (refusal == null ? answers.getOrDefault(to, leftMs -> 5) : refusal).applyAsLong(nowMs);
                due.add(new Due(nowMs + afterMs, hop.id(), refusal == null ? OK : REFUSED));
            }
            long timerMs = run.nextNanos() == Long.MAX_VALUE ? Long.MAX_VALUE : (run.nextNanos() + MS - 1) / MS;
            Due first = due.peek();
            assertThat(first != null || timerMs < Long.MAX_VALUE)
                    .as("something will happen")
                    .isTrue();
            if (first != null && first.atMs() <= timerMs) {
                due.remove();
                nowMs = first.atMs();
                run.answered(first.id(), first.outcome(), nowMs * MS);
            } else {
                nowMs = Math.max(nowMs, timerMs);
            }
        }
        report = run.report(new Attachment(true, 1, 0, 0, 0, 0, 0, 10, 1, 0), null, 0, nowMs * MS);
    }

    private List<RunReport.RowEntry> row(int destination) {
        return report.row().stream().filter(entry -> entry.to() == destination).toList();
    }

    private static long count(List<RunReport.RowEntry> row, String state) {
        return row.stream().filter(entry -> entry.state().equals(state)).count();
    }

    private static Plan plan(int nodes, int samples, int inFlight, int slotMs) {
        return TestPlans.plan(new TestPlans.Shape(nodes, samples, inFlight, slotMs, 1), 0);
    }

    private void assertHealthy(int destination, int samples) {
        assertThat(row(destination)).hasSize(samples).allSatisfy(entry -> {
            assertThat(entry.state()).isEqualTo(RunReport.RowEntry.OK);
            assertThat(entry.lateMs()).as("late").isLessThanOrEqualTo(1_000);
            assertThat(entry.tookMs()).as("took").isLessThanOrEqualTo(1_000);
        });
    }

    @Test
    void aDeadDestinationDelaysNobodyAndIsTriedTwice() {
        refuses(3);
        play(plan(6, 10, 4, 80));
        for (int healthy : new int[] {1, 2, 4, 5}) {
            assertHealthy(healthy, 10);
        }
        assertThat(count(row(3), RunReport.RowEntry.ERROR)).isEqualTo(2);
        assertThat(row(3))
                .hasSize(10)
                .filteredOn(entry -> entry.state().equals(RunReport.RowEntry.NOT_ATTEMPTED))
                .hasSize(8)
                .allSatisfy(entry -> assertThat(entry.code()).isEqualTo("destination failed twice"));
    }

    @Test
    void fiveDeadDestinationsOfFifteenDelayNobody() {
        for (int dead = 1; dead <= 5; dead++) {
            refuses(dead);
        }
        play(plan(16, 10, 4, 80));
        for (int healthy = 6; healthy < 16; healthy++) {
            assertThat(row(healthy)).hasSize(10).allMatch(entry -> entry.state().equals(RunReport.RowEntry.OK));
        }
    }

    @Test
    void aSlowDestinationThatAlwaysAnswersLosesNothing() {
        answers(2, leftMs -> 400);
        play(plan(6, 40, 4, 80));
        assertThat(count(row(2), RunReport.RowEntry.OK)).isEqualTo(40);
        assertHealthy(1, 40);
    }

    @Test
    void aDestinationThatAlwaysTakesTwoSecondsLosesNothing() {
        answers(2, leftMs -> 2_000);
        play(plan(4, 10, 4, 80));
        assertThat(count(row(2), RunReport.RowEntry.OK)).isEqualTo(10);
        assertHealthy(1, 10);
    }

    /** All that is sent to it before it thaws is answered then. */
    @Test
    void aThawedDestinationReceivesNoMoreThanItsRate() {
        answers(2, leftMs -> Math.max(5, 5_500 - leftMs));
        play(plan(6, 100, 4, 80));
        assertThat(count(row(2), RunReport.RowEntry.OK)).isEqualTo(100);
        List<Long> times = left.stream()
                .filter(hop -> hop.id().destination() == 2)
                .map(Left::atMs)
                .toList();
        // One round of five destinations at 50 hops a second: ten hops a second to each.
        for (int i = 10; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 10))
                    .as("ms for ten hops up to the one at %d ms", times.get(i))
                    .isGreaterThanOrEqualTo(900);
        }
        assertHealthy(1, 100);
    }

    @Test
    void ofManyDeadDestinationsNoMoreThanFillBothLanesAreUnderWay() {
        int nodes = 200;
        for (int dead = 1; dead < nodes; dead++) {
            refuses(dead);
        }
        play(plan(nodes, 1, 4, 80));
        for (long second = 0; second < 60; second++) {
            long at = second * 1_000;
            assertThat(left.stream().filter(hop -> hop.atMs() <= at && hop.atMs() + REFUSAL_MS > at))
                    .hasSizeLessThanOrEqualTo(32 + 4);
        }
    }

    @Test
    void onAnotherPlaneAHopIsSlowAfterTenSeconds() throws WireException {
        Codec<Plan> codec = Codecs.record(Plan.class);
        ObjectNode gossip = codec.encode(plan(4, 3, 1, 80)).put("plane", "gossip");
        answers(1, leftMs -> 9_000);
        play(codec.decode(gossip));
        assertThat(count(row(1), RunReport.RowEntry.OK)).isEqualTo(3);
        List<Long> times = left.stream().map(Left::atMs).toList();
        assertThat(times).as("one at a time, until it is slow").isSorted();
        assertThat(report.maxInFlight()).isEqualTo(1);
    }
}
