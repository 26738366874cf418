package dev.x0xtest.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.simulated.SimulatedRefusal;
import dev.x0xtest.coordinator.run.simulated.SimulatedRunner;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests refusals of a runner, in upstream's words and in ours, and what the run does about the command. */
class RefusalsTest {
    private SimulatedFleet fleet = once();

    private static SimulatedFleet once() {
        return new SimulatedFleet(3, Plane.RAW, 1, true, SimulatedFleet.limits(Plane.RAW, 1));
    }

    private static BiFunction<String, Long, @Nullable SimulatedRefusal> sends(SimulatedRefusal refusal, long untilMs) {
        return (action, nowMs) -> action.equals("send_dm") && nowMs < untilMs ? refusal : null;
    }

    private SimulatedRunner second(boolean upstream) {
        SimulatedRunner runner = fleet.runners.get(1);
        runner.upstream = upstream;
        return runner;
    }

    private List<CellReport> fromSecond(Report report) {
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
        return report.cells().stream()
                .filter(cell -> cell.src().equals(SimulatedFleet.label(1)))
                .toList();
    }

    @Test
    void aRunnerOfAnotherNetworkIsNamedAtOnceAndTheOthersAreMeasured() {
        fleet.runners.get(1).refuses = (action, nowMs) -> SimulatedRefusal.WRONG_NETWORK;
        Report report = fleet.run();
        assertThat(report.totals().proven()).isEqualTo(2);
        assertThat(fromSecond(report))
                .allSatisfy(cell -> assertThat(cell.reason())
                        .contains("source not ready: its runner refuses: this runner is of network prod"));
        assertThat(fleet.nowMs()).isLessThan(10_000);
    }

    @Test
    void anUnpinnedRunnerOfAnotherNetworkIsNamedToo() {
        fleet = new SimulatedFleet(3, Plane.RAW, 1, false, SimulatedFleet.limits(Plane.RAW, 1));
        fleet.runners.get(1).refuses = (action, nowMs) -> SimulatedRefusal.WRONG_NETWORK;
        assertThat(fromSecond(fleet.run()))
                .allSatisfy(cell -> assertThat(cell.reason()).contains("one refuses: this runner is of network prod"));
    }

    @Test
    void aRunnerOfAnotherProtocolIsNamedAndTheOthersAreMeasured() {
        fleet.runners.get(1).protocol = new ProtocolRange(3, 4);
        Report report = fleet.run();
        assertThat(report.totals().proven()).isEqualTo(2);
        assertThat(fromSecond(report))
                .allSatisfy(cell -> assertThat(cell.reason())
                        .contains("source not ready: its runner speaks protocol 3 to 4, this coordinator 1"));
        assertThat(fleet.nowMs()).isLessThan(10_000);
    }

    @Test
    void aRunnerThatSharesOneVersionIsMeasured() {
        fleet.runners.get(1).protocol = new ProtocolRange(1, 4);
        assertThat(fleet.run().verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunnerThatRefusesOurProtocolIsNamedAtOnce(boolean pinned) {
        fleet = new SimulatedFleet(3, Plane.RAW, 1, pinned, SimulatedFleet.limits(Plane.RAW, 1));
        fleet.runners.get(1).refuses = (action, nowMs) -> SimulatedRefusal.WRONG_PROTOCOL;
        assertThat(fromSecond(fleet.run()))
                .allSatisfy(cell -> assertThat(cell.reason()).contains("this runner speaks protocol 3, the coord"));
        assertThat(fleet.nowMs()).isLessThan(10_000);
    }

    /** Returns how often each command was sent, and asserts that all its copies have the same bytes. */
    private Map<String, Integer> copies(String action) {
        Map<String, byte[]> first = new HashMap<>();
        Map<String, Integer> copies = new HashMap<>();
        for (RunEffect effect : fleet.effects) {
            if (effect instanceof RunEffect.SendDm send
                    && command(send).action().equals(action)) {
                String id = command(send).commandId();
                assertThat(send.payload()).isEqualTo(first.computeIfAbsent(id, unused -> send.payload()));
                copies.merge(id, 1, Integer::sum);
            }
        }
        return copies;
    }

    private static Command command(RunEffect.SendDm send) {
        try {
            return ((Frame.Cmd) Frames.decode(send.payload()).orElseThrow()).command();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFullQueueIsWaitedForAndItsPairsAreProvenAtTheFirstAttempt(boolean upstream) {
        SimulatedRunner runner = second(upstream);
        runner.places = 64;
        fleet.in(5, () -> runner.waiting = 64);
        fleet.in(4000, () -> runner.waiting = 0);
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.totals().firstAttemptOk()).isEqualTo(6);
        assertThat(fromSecond(report))
                .allSatisfy(cell -> assertThat(cell.evidence().control()).contains("asked to wait(queue_full)"));
        assertThat(copies("send_dm").values()).allMatch(copies -> copies < 8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBusyRunnerIsWaitedFor(boolean upstream) {
        second(upstream).refuses = sends(SimulatedRefusal.BUSY, 3000);
        assertThat(fleet.run().totals().firstAttemptOk()).isEqualTo(6);
        assertThat(fleet.nowMs()).isBetween(3000L, 6000L);
    }

    @Test
    void whatWasRefusedForLongWasNotSentLate() {
        second(true).refuses = sends(SimulatedRefusal.QUEUE_FULL, 25_000);
        assertThat(fleet.run().totals().firstAttemptOk()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunnerThatIsRestartedWithinTheWindowEndsProven(boolean upstream) {
        fleet = new SimulatedFleet(3);
        SimulatedRunner runner = second(upstream);
        fleet.in(3, () -> runner.refuses = sends(SimulatedRefusal.SHUTTING_DOWN, Long.MAX_VALUE));
        fleet.in(800, () -> {
            runner.silent = true;
            runner.cut = true;
        });
        fleet.in(9000, () -> {
            runner.silent = false;
            runner.cut = false;
            runner.refuses = (action, nowMs) -> null;
            runner.restarted(fleet.nowMs());
        });
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(fromSecond(report)).extracting(CellReport::attempts).containsOnly(1);
        assertThat(fleet.nowMs()).isLessThan(20_000);
    }

    @Test
    void aRefusalThatArrivesTwiceIsOne() {
        second(true).refuses = sends(SimulatedRefusal.QUEUE_FULL, 5000);
        fleet.twice = frame -> frame.equals("res error");
        assertThat(fleet.run().totals().firstAttemptOk()).isEqualTo(6);
        assertThat(copies("send_dm").values()).allMatch(copies -> copies < 8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoRefusesUntilTheDeadlineDidNotSend(boolean upstream) {
        second(upstream).refuses = sends(SimulatedRefusal.QUEUE_FULL, Long.MAX_VALUE);
        assertThat(fromSecond(fleet.run())).hasSize(2).allSatisfy(cell -> {
            assertThat(cell.outcome()).isEqualTo(CellOutcome.NOT_RUN);
            assertThat(cell.reason())
                    .isEqualTo("the source's runner did not send: " + SimulatedRefusal.QUEUE_FULL.sentence());
        });
        assertThat(fleet.nowMs()).isBetween(35_000L, 40_000L);
        assertThat(copies("send_dm").values()).allMatch(copies -> copies < 20);
    }

    @Test
    void theEndOfTheRunFindsARefusedCommandNotSent() {
        second(true).refuses = sends(SimulatedRefusal.BUSY, Long.MAX_VALUE);
        fleet.in(3000, () -> fleet.post(new RunEvent.Stopped(Report.INTERRUPTED)));
        assertThat(fromSecond(fleet.run())).hasSize(2).allSatisfy(cell -> {
            assertThat(cell.outcome()).isEqualTo(CellOutcome.NOT_RUN);
            assertThat(cell.reason()).contains(SimulatedRefusal.BUSY.sentence());
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConflictIsFinalAndNothingWasSent(boolean upstream) {
        second(upstream).refuses = sends(SimulatedRefusal.CONFLICT, Long.MAX_VALUE);
        assertThat(fromSecond(fleet.run())).hasSize(2).allSatisfy(cell -> {
            assertThat(cell.outcome()).isEqualTo(CellOutcome.NOT_RUN);
            assertThat(cell.reason())
                    .isEqualTo("the source's runner did not send: " + SimulatedRefusal.CONFLICT.sentence());
        });
        assertThat(copies("send_dm").values()).containsOnly(1);
        assertThat(fleet.nowMs()).isLessThan(1000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsUnavailableWasSentAndItsRecordIsMissing(boolean upstream) {
        second(upstream).saysWhatItForgot = true;
        fleet.pair(1, 0, HopPlan.GOOD.withoutAnswer());
        fleet.pair(1, 2, HopPlan.GOOD.withoutAnswer().arrives(HopPlan.Arrival.NEVER));
        List<CellReport> cells = fromSecond(fleet.run());
        assertThat(cells).extracting(CellReport::outcome).containsOnly(CellOutcome.UNOBSERVED);
        assertThat(cells.get(0).reason()).isEqualTo("seen, sender's record missing");
        assertThat(cells.get(1).reason()).contains(SimulatedRefusal.UNAVAILABLE.sentence());
        assertThat(fleet.nowMs()).isLessThan(15_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNodeThatRefusesToBeFoundAtFirstIsFoundLater(boolean upstream) {
        fleet.topicsDead = true;
        second(upstream).refuses =
                (action, nowMs) -> action.equals("discover") && nowMs < 6000 ? SimulatedRefusal.QUEUE_FULL : null;
        assertThat(fleet.run().verdict()).isEqualTo(Verdict.PASS);
        assertThat(fleet.nowMs()).isBetween(6000L, 12_000L);
    }

    @Test
    void aNodeThatNeverStopsRefusingIsSaidToRefuse() {
        second(true).refuses = (action, nowMs) -> SimulatedRefusal.QUEUE_FULL;
        Report report = fleet.run();
        assertThat(report.roster().get(1).state())
                .isEqualTo("no answer to discovery in 30 s; it refuses: runner command queue is full");
        assertThat(report.totals().proven()).isEqualTo(2);
    }

    @Test
    void aReceiverThatIsAskedAndHasNoRoomIsAskedAgain() {
        SimulatedRunner runner = second(false);
        fleet.pair(2, 1, HopPlan.GOOD.withoutReceipt());
        fleet.in(50, () -> runner.refuses = (action, nowMs) -> nowMs < 4000 ? SimulatedRefusal.QUEUE_FULL : null);
        assertThat(fleet.run().totals().firstAttemptOk()).isEqualTo(6);
        assertThat(fleet.nowMs()).isBetween(4000L, 8000L);
    }
}
