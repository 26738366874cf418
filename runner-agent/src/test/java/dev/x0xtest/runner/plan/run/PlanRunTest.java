package dev.x0xtest.runner.plan.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlanRunTest {
    private static final long MS = 1_000_000L;
    private static final long WALL = 1_795_000_000_000L;
    private static final AgentId COORDINATOR = new AgentId("cc".repeat(32));
    private static final Attachment ATTACHED = new Attachment(true, 1, 0, 0, 0, 0, 0, 10, 1, 0);
    private static final PlanRow.HopOutcome OK =
            new PlanRow.HopOutcome(RunReport.RowEntry.OK, "raw_quic_acked", null, null, null, 0);
    private static final PlanRow.HopOutcome REFUSED =
            new PlanRow.HopOutcome(RunReport.RowEntry.ERROR, null, 504, "timeout", "after 8 s", null);

    private static TestPlans.Shape six() {
        return new TestPlans.Shape(6, 1, 4, 10, 1);
    }

    private static PlanRun run(TestPlans.Shape shape, int index) {
        return new PlanRun(
                TestPlans.plan(shape, index), COORDINATOR, true, ATTACHED, new SplittableRandom(index), 0, WALL);
    }

    private static List<PlanRow.Hop> leaving(PlanRun run, long nowMs) {
        List<PlanRow.Hop> hops = new ArrayList<>();
        for (PlanRow.Hop hop = run.next(nowMs * MS, WALL + nowMs);
                hop != null;
                hop = run.next(nowMs * MS, WALL + nowMs)) {
            hops.add(hop);
        }
        return hops;
    }

    private static RunReport report(PlanRun run, long nowMs) {
        return run.report(ATTACHED, null, 0, nowMs * MS);
    }

    private static void see(PlanRun receiver, PlanRow.Hop hop, AgentId sender, long nowMs) {
        receiver.saw(hop.id(), frame(hop), sender, true, false, nowMs * MS);
    }

    private static HopFrame frame(PlanRow.Hop hop) {
        try {
            return (HopFrame) Frames.decode(hop.frame()).orElseThrow();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingLeavesBeforeTheBarrier() {
        PlanRun run = run(six(), 0);
        assertThat(leaving(run, 100)).isEmpty();
        assertThat(run.nextNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(run.state()).isEqualTo(PlanRun.State.ARMED);
    }

    @Test
    void hopsLeaveWhenTheyAreDueAndNeverMoreThanKAtOnce() {
        PlanRun run = run(six(), 0);
        run.go(TestPlans.all(6), 0, null);
        List<PlanRow.Hop> first = leaving(run, 0);
        assertThat(first).hasSize(4);
        assertThat(leaving(run, 20)).as("four are under way").isEmpty();
        run.answered(first.get(0).id(), OK, 20 * MS);
        assertThat(leaving(run, 20)).hasSize(1);
        assertThat(report(run, 21).maxInFlight()).isEqualTo(4);
    }

    @Test
    void aDestinationThatDoesNotAnswerKeepsNoPlaceAndGetsNoFurtherHop() {
        PlanRun run = run(new TestPlans.Shape(3, 5, 1, 10, 1), 0);
        run.go(TestPlans.all(3), 0, null);
        PlanRow.Hop silent = leaving(run, 0).get(0);
        assertThat(leaving(run, 999)).as("its place is taken for a second").isEmpty();
        assertThat(run.nextNanos()).isEqualTo(1_000 * MS);
        List<PlanRow.Hop> others = new ArrayList<>();
        for (int nowMs = 1_000; nowMs < 1_010; nowMs++) {
            for (PlanRow.Hop hop : leaving(run, nowMs)) {
                others.add(hop);
                run.answered(hop.id(), OK, nowMs * MS);
            }
        }
        assertThat(others)
                .hasSize(5)
                .noneMatch(hop -> hop.id().destination() == silent.id().destination());
        run.answered(silent.id(), REFUSED, 14_000 * MS);
        assertThat(leaving(run, 14_000))
                .singleElement()
                .satisfies(hop ->
                        assertThat(hop.id().destination()).isEqualTo(silent.id().destination()));
        assertThat(report(run, 14_001).maxInFlight()).isEqualTo(1);
    }

    @Test
    void aBurstWaitsForNothing() {
        PlanRun run = run(new TestPlans.Shape(3, 5, 10, 0, 1), 0);
        run.go(TestPlans.all(3), 0, null);
        assertThat(leaving(run, 0)).hasSize(10);
    }

    @Test
    void aHopThatIsNotDueWaitsThoughThereIsRoom() {
        PlanRun run = run(six(), 0);
        run.go(TestPlans.all(6), 0, null);
        leaving(run, 0).forEach(hop -> run.answered(hop.id(), OK, MS));
        assertThat(leaving(run, 1)).isEmpty();
        assertThat(run.nextNanos()).isEqualTo(10 * MS);
        assertThat(leaving(run, 10)).hasSize(1);
    }

    @Test
    void aSecondGoChangesNothing() {
        PlanRun run = run(six(), 0);
        run.go(TestPlans.all(6), 0, null);
        assertThat(leaving(run, 0)).hasSize(4);
        run.go(TestPlans.all(6), 5 * MS, null);
        assertThat(leaving(run, 5)).isEmpty();
    }

    @Test
    void whoIsNotArmedIsNotSentToAndNotWaitedFor() {
        PlanRun run = run(six(), 0);
        run.go(TestPlans.allBut(6, 2, 3), 0, null);
        List<PlanRow.Hop> hops = leaving(run, 50);
        assertThat(hops).hasSize(3);
        hops.forEach(hop -> run.answered(hop.id(), OK, 50 * MS));
        assertThat(run.state()).isEqualTo(PlanRun.State.ROW_ENDED);
        for (int source : List.of(1, 4, 5)) {
            see(run, hopOf(source), TestPlans.agent(source), 60);
        }
        assertThat(run.state()).isEqualTo(PlanRun.State.FINAL);
        assertThat(report(run, 60).row())
                .filteredOn(entry -> entry.state().equals(RunReport.RowEntry.NOT_ATTEMPTED))
                .extracting(RunReport.RowEntry::to)
                .containsExactlyInAnyOrder(2, 3);
    }

    /** Returns the hop that this source really sends to node 0. */
    private static PlanRow.Hop hopOf(int source) {
        PlanRun run = run(new TestPlans.Shape(6, 1, 5, 0, 1), source);
        run.go(TestPlans.all(6), 0, null);
        return leaving(run, 0).stream()
                .filter(hop -> hop.id().destination() == 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void timesCountFromWhenAHopWasDue() {
        PlanRun run = run(new TestPlans.Shape(3, 1, 1, 10, 1), 0);
        run.go(TestPlans.all(3), 0, null);
        PlanRow.Hop first = leaving(run, 0).get(0);
        assertThat(leaving(run, 90)).isEmpty();
        run.answered(first.id(), OK, 100 * MS);
        PlanRow.Hop second = leaving(run, 100).get(0);
        run.answered(second.id(), OK, 130 * MS);
        RunReport.RowEntry entry = report(run, 130).row().get(1);
        assertThat(entry.dueMs()).isEqualTo(10);
        assertThat(entry.lateMs()).isEqualTo(90);
        assertThat(entry.tookMs()).isEqualTo(120);
    }

    @Test
    void timesHaveTheirMicrosecondsBesideThem() {
        PlanRun run = run(new TestPlans.Shape(2, 1, 1, 0, 1), 0);
        run.go(TestPlans.all(2), 10_000, 1_795_000_000_000_123L);
        PlanRow.Hop hop = Objects.requireNonNull(run.next(1_260_000, 1));
        run.answered(hop.id(), OK, 3_017_000);
        HopId from = new HopId(TestPlans.RUN, 1, 0, 0, 1);
        run.sawAgain(new PlanColumn.Arrived(from, RunReport.ColumnEntry.INTACT, null, true, false), 2_345_678);
        RunReport report = run.report(ATTACHED, null, 0, 4 * MS);
        assertThat(report.wentAtUs()).isEqualTo(1_795_000_000_000_123L);
        assertThat(report.row()).singleElement().satisfies(entry -> {
            assertThat(List.of(entry.lateMs(), entry.tookMs())).containsExactly(1L, 3L);
            assertThat(List.of(entry.lateUs(), entry.tookUs())).containsExactly(250, 7);
        });
        assertThat(report.column()).singleElement().satisfies(entry -> {
            assertThat(entry.seenMs()).isEqualTo(2);
            assertThat(entry.seenUs()).isEqualTo(335);
        });
    }

    @Test
    void eachAttemptHasItsNumberAndItsPause() {
        PlanRun run = run(new TestPlans.Shape(2, 1, 4, 0, 3), 0);
        run.go(TestPlans.all(2), 0, null);
        PlanRow.Hop first = leaving(run, 0).get(0);
        run.answered(first.id(), REFUSED, 10 * MS);
        assertThat(leaving(run, 109)).isEmpty();
        PlanRow.Hop second = leaving(run, 110).get(0);
        assertThat(second.id().attempt()).isEqualTo(2);
        run.answered(second.id(), REFUSED, 110 * MS);
        assertThat(leaving(run, 309)).isEmpty();
        PlanRow.Hop third = leaving(run, 310).get(0);
        run.answered(third.id(), REFUSED, 311 * MS);
        assertThat(run.state()).isEqualTo(PlanRun.State.ROW_ENDED);
        assertThat(report(run, 311).row())
                .extracting(RunReport.RowEntry::attempt)
                .containsExactly(1, 2, 3);
    }

    @Test
    void aLapsedLeaseEndsTheRowAndKeepsTheLedger() {
        PlanRun run = run(six(), 0);
        run.go(TestPlans.all(6), 0, null);
        List<PlanRow.Hop> hops = leaving(run, 0);
        run.renew(20_000 * MS, WALL + 20_000);
        hops.forEach(hop -> run.answered(hop.id(), OK, 20_000 * MS));
        assertThat(run.next(50_001 * MS, WALL + 50_001)).isNull();
        assertThat(run.state()).isEqualTo(PlanRun.State.ROW_ENDED);
        assertThat(report(run, 50_001).row())
                .filteredOn(entry -> entry.state().equals(RunReport.RowEntry.NOT_ATTEMPTED))
                .singleElement()
                .satisfies(entry -> assertThat(entry.code()).startsWith("lease lapsed"));
    }

    @Test
    void aHostThatSleptHasLetItsLeaseLapse() {
        PlanRun run = run(six(), 0);
        run.go(TestPlans.all(6), 0, null);
        assertThat(run.next(MS, WALL + 30_001)).isNull();
        assertThat(run.state()).isEqualTo(PlanRun.State.ROW_ENDED);
    }

    @Test
    void theRunsDeadlineBindsTheRunner() {
        PlanRun run = run(six(), 0);
        run.go(TestPlans.all(6), 0, null);
        run.renew(60_000 * MS, WALL + 60_000);
        assertThat(run.next(60_001 * MS, WALL + 60_001)).isNull();
        assertThat(report(run, 60_001).row())
                .extracting(RunReport.RowEntry::code)
                .containsOnly("the run's deadline");
    }

    @Test
    void whatIsUnderWayAtTheEndStillCounts() {
        PlanRun run = run(six(), 0);
        run.go(TestPlans.all(6), 0, null);
        List<PlanRow.Hop> hops = leaving(run, 0);
        run.stop("cancelled", MS);
        assertThat(run.state()).isEqualTo(PlanRun.State.RUNNING);
        assertThat(report(run, 1).row()).extracting(RunReport.RowEntry::state).contains(RunReport.RowEntry.UNKNOWN);
        hops.forEach(hop -> run.answered(hop.id(), OK, 2 * MS));
        assertThat(run.state()).isEqualTo(PlanRun.State.ROW_ENDED);
        assertThat(report(run, 2).row())
                .extracting(RunReport.RowEntry::state)
                .doesNotContain(RunReport.RowEntry.UNKNOWN);
    }

    @Test
    void aRunThatNeverStartedNamesItsCellsNotAttempted() {
        PlanRun run = run(six(), 0);
        run.close("closed by the coordinator", MS);
        assertThat(run.state()).isEqualTo(PlanRun.State.FINAL);
        assertThat(report(run, 1).row())
                .hasSize(5)
                .extracting(RunReport.RowEntry::state)
                .containsOnly(RunReport.RowEntry.NOT_ATTEMPTED);
    }

    @Test
    void onlyTheRightBytesFromTheRightSenderAreIntact() {
        PlanRun run = run(six(), 0);
        run.go(TestPlans.all(6), 0, null);
        PlanRow.Hop hop = hopOf(1);
        HopFrame good = frame(hop);
        byte[] other = good.payload();
        other[0]++;
        HopFrame corrupt = new HopFrame(good.requestId(), good.digest(), "", other);
        run.saw(hop.id(), corrupt, TestPlans.agent(1), true, false, MS);
        run.saw(hop.id(), good, TestPlans.agent(5), true, false, 2 * MS);
        run.saw(hop.id(), corrupt, TestPlans.agent(5), true, false, 2 * MS);
        assertThat(run.progress("running").seen()).isZero();
        run.saw(hop.id(), good, TestPlans.agent(1), false, false, 3 * MS);
        run.saw(hop.id(), good, TestPlans.agent(1), true, false, 4 * MS);
        RunReport report = report(run, 5);
        assertThat(report.column())
                .extracting(RunReport.ColumnEntry::what, RunReport.ColumnEntry::count, RunReport.ColumnEntry::verified)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(RunReport.ColumnEntry.CORRUPT, 1, true),
                        org.assertj.core.groups.Tuple.tuple(RunReport.ColumnEntry.FOREIGN, 1, true),
                        org.assertj.core.groups.Tuple.tuple(RunReport.ColumnEntry.INTACT, 2, true));
        assertThat(report.strangers()).isEqualTo(1);
    }

    /** Node 1 signs a hop of node 2's cell with its own key. */
    @Test
    void noSourceForgesTheCellOfAnother() {
        PlanRun run = run(six(), 0);
        run.go(TestPlans.all(6), 0, null);
        HopKey own = TestPlans.plan(six(), 1).rowKeyOf(0);
        HopId forged = new HopId(TestPlans.RUN, 2, 0, 0, 1);
        HopFrame frame = new HopFrame(forged.text(), own.digest(forged, new byte[16]), "", new byte[16]);
        run.saw(forged, frame, TestPlans.agent(1), true, false, MS);
        assertThat(report(run, 1).column()).isEmpty();
        assertThat(report(run, 1).strangers()).isEqualTo(1);
    }

    @Test
    void idsThatNoPlanAllowsAreStrangers() {
        PlanRun run = run(six(), 0);
        for (HopId id : List.of(
                new HopId(TestPlans.RUN, 1, 2, 0, 1),
                new HopId(TestPlans.RUN, 0, 0, 0, 1),
                new HopId(TestPlans.RUN, 6, 0, 0, 1),
                new HopId(TestPlans.RUN, 1, 0, 1, 1),
                new HopId(TestPlans.RUN, 1, 0, 0, 2))) {
            run.saw(id, new HopFrame(id.text(), "d", "", new byte[16]), TestPlans.agent(1), true, false, MS);
        }
        assertThat(report(run, 1).strangers()).isEqualTo(5);
    }

    @Test
    void aHopBeforeTheOwnGoCountsAndIsEarly() {
        PlanRun run = run(six(), 0);
        see(run, hopOf(1), TestPlans.agent(1), 7);
        run.go(TestPlans.all(6), 10 * MS, null);
        assertThat(report(run, 11).column())
                .singleElement()
                .satisfies(entry -> assertThat(entry.seenMs()).isEqualTo(-3));
    }

    /** Six nodes run in virtual time. Every run ends without a close command. */
    @Test
    void aMeshWithoutLossEndsByItself() {
        List<PlanRun> runs = new ArrayList<>();
        for (int node = 0; node < 6; node++) {
            runs.add(run(new TestPlans.Shape(6, 2, 4, 10, 1), node));
        }
        runs.forEach(run -> run.go(TestPlans.all(6), 0, null));
        for (long now = 0; now < 100; now += 5) {
            for (int node = 0; node < 6; node++) {
                PlanRun sender = runs.get(node);
                for (PlanRow.Hop hop : leaving(sender, now)) {
                    see(runs.get(hop.id().destination()), hop, TestPlans.agent(node), now);
                    sender.answered(hop.id(), OK, now * MS);
                }
            }
        }
        assertThat(runs).extracting(PlanRun::state).containsOnly(PlanRun.State.FINAL);
        assertThat(runs).allMatch(run -> report(run, 100).column().size() == 10);
    }
}
