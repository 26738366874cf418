package dev.x0xtest.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.runner.plan.run.PlanRow;
import dev.x0xtest.runner.plan.run.PlanRun;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.action.Sighting;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tests that a run made again from its ledger knows all that the first one knew, and sends no hop twice. */
class LedgerTest {
    private static final long MS = 1_000_000L;
    private static final long WALL = 1_795_000_000_000L;
    private static final long WENT_US = 1_795_000_000_000_123L;
    private static final String COORDINATOR = "cc".repeat(32);
    private static final Attachment ATTACHED = new Attachment(true, 1, 0, 0, 0, 0, 0, 10, 1, 0);
    private static final PlanRow.HopOutcome OK =
            new PlanRow.HopOutcome(RunReport.RowEntry.OK, "raw_quic_acked", null, null, null, 0);

    private final List<String> lines = new ArrayList<>();
    private final Set<HopId> sent = new HashSet<>();
    private final PlanRun run = begin();

    private PlanRun begin() {
        TestPlans.Shape shape = new TestPlans.Shape(4, 3, 2, 10, 1);
        note(new LedgerEvent.Armed(TestPlans.plan(shape, 0), COORDINATOR, true, ATTACHED, "boot"), 0);
        return again("boot", 0);
    }

    private void note(LedgerEvent event, long ms) {
        lines.add(LedgerLine.of(event, ms * MS, WALL + ms).text());
    }

    private PlanRun again(String boot, long ms) {
        try {
            PlanRun restored = LedgerLine.replay(lines, now(boot, ms), new SplittableRandom(1));
            restored.restarted(LedgerLine.sameBoot(lines, boot), ms * MS);
            return restored;
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private static LedgerLine.Now now(String boot, long ms) {
        return new LedgerLine.Now(boot, 0, ms * MS, WALL + ms);
    }

    private void go() {
        run.renew(0, WALL);
        run.go(TestPlans.all(4), 0, WENT_US);
        note(new LedgerEvent.Renewed(), 0);
        note(LedgerEvent.Went.of(TestPlans.all(4), WENT_US), 0);
    }

    private PlanRow.Hop send(long ms) {
        PlanRow.Hop hop = run.next(ms * MS, WALL + ms);
        if (hop == null) {
            throw new AssertionError("no hop is due");
        }
        note(new LedgerEvent.Begun(hop.id().text()), ms);
        sent.add(hop.id());
        return hop;
    }

    private void answer(PlanRow.Hop hop, long ms) {
        run.answered(hop.id(), OK, ms * MS);
        note(LedgerEvent.Answered.of(hop.id(), OK), ms);
    }

    private static List<HopId> leaving(PlanRun run, long ms) {
        List<HopId> hops = new ArrayList<>();
        for (long now = ms; now < ms + 1_000; now++) {
            PlanRow.Hop hop = run.next(now * MS, WALL + now);
            while (hop != null) {
                hops.add(hop.id());
                run.answered(hop.id(), OK, now * MS);
                hop = run.next(now * MS, WALL + now);
            }
        }
        return hops;
    }

    @Test
    void aRestartedRunGoesOnWithWhatWasNeverBegunAfterARenewal() {
        go();
        answer(send(0), 5);
        PlanRow.Hop open = send(6);
        PlanRun restored = again("boot", 100);
        assertThat(leaving(restored, 100)).as("before a renewal").isEmpty();
        restored.renew(2_000 * MS, WALL + 2_000);
        List<HopId> rest = leaving(restored, 2_000);
        assertThat(rest).hasSize(9 - 2).doesNotContainAnyElementsOf(sent);
        assertThat(restored.report(ATTACHED, null, 0, 4_000 * MS).row())
                .hasSize(9)
                .filteredOn(entry -> entry.state().equals(RunReport.RowEntry.UNKNOWN))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.to()).isEqualTo(open.id().destination());
                    assertThat(entry.code()).isEqualTo("the runner was restarted before x0xd answered");
                });
    }

    @Test
    void afterAnotherBootNothingMoreIsSentAndTheReasonIsTold() {
        go();
        answer(send(0), 5);
        PlanRun restored = again("another boot", 10);
        restored.renew(20 * MS, WALL + 20);
        assertThat(leaving(restored, 20)).isEmpty();
        assertThat(restored.report(ATTACHED, null, 0, 30 * MS).row())
                .filteredOn(entry -> entry.state().equals(RunReport.RowEntry.NOT_ATTEMPTED))
                .hasSize(8)
                .allSatisfy(entry -> assertThat(entry.code()).startsWith("restarted"));
    }

    @Test
    void whatIsSeenAfterAnotherBootHasNoTime() {
        go();
        answer(send(0), 5);
        PlanRun restored = again("another boot", 20_000);
        HopId hop = new HopId(TestPlans.RUN, 2, 0, 1, 1);
        byte[] payload = new byte[16];
        HopFrame frame =
                new HopFrame(hop.text(), TestPlans.key(TestPlans.agent(2), 0).digest(hop, payload), "", payload);
        restored.saw(hop, frame, TestPlans.agent(2), true, false, 20_001 * MS);
        assertThat(restored.report(ATTACHED, null, 0, 20_002 * MS).column())
                .singleElement()
                .satisfies(entry -> assertThat(entry.source()).isEqualTo(Sighting.HISTORY));
    }

    @Test
    void aLeaseThatLapsedWhileTheRunnerWasAwayIsFinal() {
        go();
        PlanRun restored = again("boot", 31_000);
        assertThat(restored.next(31_000 * MS, WALL + 31_000)).isNull();
        restored.renew(31_001 * MS, WALL + 31_001);
        assertThat(leaving(restored, 31_001)).isEmpty();
        assertThat(restored.stopReason()).startsWith("lease lapsed");
    }

    @Test
    void sightingsKeepTheirTimes() {
        go();
        HopId hop = new HopId(TestPlans.RUN, 2, 0, 1, 1);
        note(new LedgerEvent.Saw(hop.text(), RunReport.ColumnEntry.INTACT, null, true, false), 40);
        RunReport report = again("boot", 100).report(ATTACHED, null, 0, 100 * MS);
        assertThat(report.column()).singleElement().satisfies(entry -> {
            assertThat(entry.from()).isEqualTo(2);
            assertThat(entry.seenMs()).isEqualTo(40);
            assertThat(entry.what()).isEqualTo(RunReport.ColumnEntry.INTACT);
        });
        assertThat(report.wentAtUs()).isEqualTo(WENT_US);
        assertThat(again("another boot", 100)
                        .report(ATTACHED, null, 0, 100 * MS)
                        .wentAtUs())
                .as("after another boot the times are only about right")
                .isNull();
    }

    @Test
    void aLedgerOfAnOlderRunnerTellsNoWallClock() throws WireException {
        LedgerEvent went = LedgerLine.parse(
                        "{\"kind\":\"went\",\"at_ns\":0,\"wall_ms\":1,\"event\":{\"armed\":\"0f\"}}")
                .read();
        assertThat(went).isEqualTo(new LedgerEvent.Went("0f", null));
    }

    @Test
    void aLedgerThatWasCutAfterAnyLineSendsNoHopOfItsOwnAgain() throws WireException {
        go();
        for (int ms = 0; ms < 40; ms += 10) {
            answer(send(ms), ms + 1);
            answer(send(ms), ms + 2);
        }
        for (int kept = 1; kept <= lines.size(); kept++) {
            List<String> cut = lines.subList(0, kept);
            PlanRun restored = LedgerLine.replay(cut, now("boot", 100), new SplittableRandom(1));
            restored.restarted(true, 100 * MS);
            Set<String> begun = new HashSet<>();
            for (String line : cut) {
                if (LedgerLine.parse(line).read() instanceof LedgerEvent.Begun hop) {
                    begun.add(hop.hop());
                }
            }
            restored.renew(100 * MS, WALL + 100);
            assertThat(leaving(restored, 100)).as("after %s lines", kept).noneMatch(hop -> begun.contains(hop.text()));
        }
    }

    @Test
    void whatIsNoLedgerIsRefusedByName() {
        assertThatThrownBy(() -> LedgerLine.replay(List.of(), now("b", 0), new SplittableRandom(1)))
                .isInstanceOf(WireException.class);
        assertThatThrownBy(() ->
                        LedgerLine.replay(List.of(lines.get(0), lines.get(0)), now("b", 0), new SplittableRandom(1)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("a second plan");
        String wrongHop = LedgerLine.of(new LedgerEvent.Begun(TestPlans.RUN + ".0.1.99.1"), 0, 0)
                .text();
        go();
        lines.add(wrongHop);
        assertThatThrownBy(() -> again("boot", 0))
                .hasRootCauseMessage("not the ledger of a run: the hop " + TestPlans.RUN + ".0.1.99.1 does not wait");
    }
}
