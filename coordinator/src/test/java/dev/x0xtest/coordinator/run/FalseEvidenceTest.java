package dev.x0xtest.coordinator.run;

import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.run.drive.SecretPayloads;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.simulated.SimulatedRunner;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.ResultChunker;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultKinds;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Tests events that look like evidence and must not count as such. */
class FalseEvidenceTest {
    private static final HopPlan ACKNOWLEDGED_AND_GONE = HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER);

    private static SimulatedFleet fleet(Duration deadline, int undecidedAttempts, int refutedAttempts) {
        RunConfig.Limits limits = new RunConfig.Limits(
                deadline,
                Duration.ofSeconds(30),
                Plane.RAW.hopDeadline(),
                Plane.RAW.grace(),
                undecidedAttempts,
                refutedAttempts,
                4,
                64,
                64,
                1,
                false,
                RunConfig.Limits.LEASE);
        return new SimulatedFleet(3, Plane.RAW, 1, true, limits);
    }

    @Test
    void coverageProvenBeforeTheGraceIsOverIsNoCoverageAtTheDeadline() {
        SimulatedFleet fleet = fleet(Duration.ofMillis(1500), 1, 1);
        fleet.pair(1, 2, ACKNOWLEDGED_AND_GONE);
        Report report = fleet.run();
        assertThat(cell(report, 1, 2).outcome()).isEqualTo(CellOutcome.UNOBSERVED);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aRunnerRestartedSoonAfterItsBaselineIsNoticedHoweverLateItAnswers() {
        SimulatedFleet fleet = fleet(Duration.ofMinutes(2), 1, 1);
        fleet.pair(1, 2, ACKNOWLEDGED_AND_GONE);
        SimulatedRunner receiver = fleet.runners.get(2);
        fleet.in(1000, () -> receiver.attachedAtMs = 1000);
        AtomicBoolean dropped = new AtomicBoolean();
        fleet.lossy =
                frame -> fleet.nowMs() > 1500 && frame.equals("cmd noop_ack") && dropped.compareAndSet(false, true);
        CellReport cell = cell(fleet.run(), 1, 2);
        assertThat(dropped).isTrue();
        assertThat(cell.outcome()).isEqualTo(CellOutcome.UNOBSERVED);
        assertThat(cell.reason()).contains("attached anew");
    }

    @Test
    void aReceiptDeliveredTwiceIsNoSecondArrivalOfTheHop() {
        SimulatedFleet fleet = fleet(Duration.ofMinutes(2), 1, 1);
        fleet.twice = frame -> frame.equals("res received_dm") || frame.equals("res send_result");
        fleet.pair(0, 1, HopPlan.GOOD.arrivesAfter(50));
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.totals().duplicates()).isZero();
    }

    @Test
    void aRetryThatDecidesNothingDoesNotUndoARefutation() {
        SimulatedFleet fleet = fleet(Duration.ofMinutes(2), 2, 2);
        fleet.pair(1, 2, ACKNOWLEDGED_AND_GONE);
        fleet.in(4000, () -> fleet.runners.get(2).evicted++);
        Report report = fleet.run();
        CellReport cell = cell(report, 1, 2);
        assertThat(cell.attempts()).isEqualTo(2);
        assertThat(cell.outcome()).isEqualTo(CellOutcome.MISSING);
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aStrangersAnswerToDiscoveryDoesNotEndTheSearchForAPinnedNode() throws WireException {
        SimulatedFleet fleet = fleet(Duration.ofMinutes(2), 1, 1);
        fleet.topicsDead = true;
        fleet.runners.get(2).silent = true;
        fleet.in(10, () -> answerAsStranger(fleet, discovery(fleet)));
        fleet.in(5000, () -> fleet.runners.get(2).silent = false);
        assertThat(fleet.run().verdict()).isEqualTo(Verdict.PASS);
    }

    private static Command discovery(SimulatedFleet fleet) {
        return fleet.effects.stream()
                .filter(RunEffect.SendDm.class::isInstance)
                .map(RunEffect.SendDm.class::cast)
                .filter(send -> send.to().equals(fleet.runners.get(2).id))
                .map(FalseEvidenceTest::command)
                .findFirst()
                .orElseThrow();
    }

    private static Command command(RunEffect.SendDm send) {
        try {
            return ((Frame.Cmd) Frames.decode(send.payload()).orElseThrow()).command();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private static void answerAsStranger(SimulatedFleet fleet, Command command) {
        String stranger = SimulatedFleet.id(77).hex();
        Result result = new Result(
                ResultKinds.DISCOVER_REPLY,
                command.commandId(),
                command.requestId(),
                new Outcome.Ok(),
                null,
                Actions.DISCOVER
                        .details()
                        .encode(new Discover.Details("n2", null, null, List.of(), null, null, null, null)),
                "n2",
                stranger,
                "dd".repeat(32),
                1);
        fleet.post(new RunEvent.FrameSeen(Channel.DM, stranger, true, new Frame.Res(result).encode()));
    }

    /** The report counts dropped chunks; without any, it has no such counter. */
    @Test
    void chunksThatAreNotTakenAreCounted() throws WireException {
        SimulatedFleet quiet = fleet(Duration.ofMinutes(2), 1, 1);
        assertThat(quiet.run().counters().keySet()).noneMatch(name -> name.startsWith("chunks_dropped_"));
        SimulatedFleet fleet = fleet(Duration.ofMinutes(2), 1, 1);
        String sender = fleet.runners.get(1).id.hex();
        List<byte[]> chunks = ResultChunker.frames("nobody-asked", "t1", new byte[100_000]);
        fleet.in(1, () -> chunks.forEach(chunk -> fleet.post(new RunEvent.FrameSeen(Channel.DM, sender, true, chunk))));
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.counters()).containsEntry("chunks_dropped_unknown_request", (long) chunks.size());
    }

    @Test
    void aSendersRecordThatComesLateIsGivenItsGraceToo() {
        SimulatedFleet fleet = fleet(Duration.ofMinutes(2), 1, 1);
        fleet.pair(1, 2, HopPlan.GOOD.takes(35_010).arrivesAfter(36_000));
        assertThat(cell(fleet.run(), 1, 2).outcome()).isEqualTo(CellOutcome.LATE);
    }

    @Test
    void figuresThatCannotBeDoNotCostTheReport() {
        SimulatedFleet fleet = fleet(Duration.ofMinutes(2), 1, 1);
        fleet.pair(1, 2, HopPlan.GOOD.takes(-5));
        fleet.pair(2, 1, HopPlan.GOOD.copies(Integer.MIN_VALUE).withoutReceipt());
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(cell(report, 1, 2).sendMs()).isZero();
        assertThat(cell(report, 2, 1).duplicates()).isZero();
    }

    @Test
    void whatARunnerWritesCannotPaintTheTerminal() {
        SimulatedFleet fleet = fleet(Duration.ofMinutes(2), 1, 1);
        String hostile = "agent is \u001b[2Jblocked\n" + "x".repeat(5000);
        fleet.pair(1, 2, HopPlan.GOOD.refused(403, hostile).arrives(HopPlan.Arrival.NEVER));
        fleet.pair(2, 1, HopPlan.GOOD.path(hostile));
        Report report = fleet.run();
        assertThat(List.of(cell(report, 1, 2), cell(report, 2, 1)))
                .allSatisfy(cell -> assertThat(cell.toString()).hasSizeLessThan(4000));
        assertThat(report.toString().chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void nothingIsDoneAfterTheReport() {
        SimulatedFleet fleet = fleet(Duration.ofMinutes(2), 1, 1);
        RunState state = new RunState(
                fleet.config,
                new SecretPayloads(RunSecret.drawn(new SplittableRandom(1)), (id, sha256) -> {}),
                ColumnKeys.none());
        state.on(new RunEvent.Started(SimulatedFleet.id(0).hex(), "ee".repeat(32), "0.48.1", "http://a", 2), 0);
        List<RunEffect> last = state.on(new RunEvent.Stopped("interrupted"), 60_000_000_000L);
        assertThat(last.get(last.size() - 1)).isInstanceOf(RunEffect.Finished.class);
        assertThat(last).noneMatch(RunEffect.SendDm.class::isInstance);
    }
}
