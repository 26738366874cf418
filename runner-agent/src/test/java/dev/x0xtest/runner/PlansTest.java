package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.plan.Status;
import dev.x0xtest.wire.plan.Transfer;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the plan protocol with a whole runner: commands go in, hops and reports come out. */
class PlansTest {
    private static final String RUN = TestPlans.RUN;
    private static final RunRef REF = new RunRef(RUN, 1);
    private static final List<AgentId> AGENTS = List.of(RunnerRig.SELF, RunnerRig.id('1'), RunnerRig.id('2'));

    @TempDir
    private Path lockDir = Path.of("");

    private RunnerRig rig = nothing();
    private int commands;

    @SuppressWarnings("NullAway") // start() sets the field before each test
    private static RunnerRig nothing() {
        return null;
    }

    @BeforeEach
    void start() {
        rig = RunnerRig.running(lockDir);
    }

    private static Plan plan(String run) {
        return plan(run, 0, null);
    }

    private static Plan plan(String run, int index, @Nullable String instance) {
        return TestPlans.plan(run, AGENTS, new TestPlans.Shape(AGENTS.size(), 1, 4, 10, 1), index, instance);
    }

    private <P> Command ask(Action<P, ?> action, P params) {
        return ask(RunnerRig.COORDINATOR, action, params);
    }

    private <P> Command ask(AgentId coordinator, Action<P, ?> action, P params) {
        Command command = Command.of("c" + commands++, "sfo", action, params, coordinator, false);
        rig.command(coordinator, command);
        return command;
    }

    private Result answer(Command command) {
        return rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> command.commandId().equals(result.commandId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no answer to " + command));
    }

    private String failure(Command command) {
        return answer(command).outcome() instanceof Outcome.Failed failed
                ? failed.failure().kind()
                : "ok";
    }

    private GoParams everybody() {
        BitSet armed = new BitSet();
        armed.set(0, AGENTS.size());
        return GoParams.of(REF, armed);
    }

    private List<HopFrame> hops() {
        List<HopFrame> hops = new ArrayList<>();
        for (SendRequest send : rig.daemon.sends) {
            if (frame(send.payload()) instanceof HopFrame hop) {
                hops.add(hop);
            }
        }
        return hops;
    }

    private static Object frame(byte[] payload) {
        try {
            return Frames.decode(payload).orElseThrow();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private void arrives(int source) {
        HopId id = new HopId(RUN, source, 0, 0, 1);
        byte[] payload = new byte[16];
        rig.receive(
                AGENTS.get(source),
                true,
                new HopFrame(id.text(), TestPlans.key(AGENTS.get(source), 0).digest(id, payload), "", payload)
                        .encode());
    }

    private List<Result> unasked(String kind) {
        return rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> result.kind().equals(kind) && result.commandId() == null)
                .toList();
    }

    private static RunReport report(Result result) {
        try {
            return PlanActions.REPORT.details().decode(result.details());
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRunWithoutLossReportsByItself() throws WireException {
        Command plan = ask(PlanActions.PLAN, plan(RUN));
        assertThat(answer(plan).kind()).isEqualTo("armed");
        assertThat(PlanActions.PLAN
                        .details()
                        .decode(answer(plan).details())
                        .attachment()
                        .attached())
                .isTrue();
        assertThat(hops()).isEmpty();

        assertThat(failure(ask(PlanActions.GO, everybody()))).isEqualTo("ok");
        assertThat(hops()).hasSize(2);
        assertThat(unasked("report")).isEmpty();
        arrives(1);
        arrives(2);
        RunReport report = report(unasked("report").get(0));
        assertThat(report.rowFinal() && report.columnFinal()).isTrue();
        assertThat(report.row()).extracting(RunReport.RowEntry::state).containsOnly(RunReport.RowEntry.OK);
        assertThat(report.column()).hasSize(2);
        assertThat(unasked("report").get(0).requestId()).isEqualTo(RUN + ".1.0");
        rig.advance(Duration.ofSeconds(1));
        assertThat(unasked(PlanActions.PROGRESS))
                .as("the report said that the row has ended")
                .isEmpty();
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .as("no receipts: the run is known")
                .noneMatch(result -> result.kind().equals("received_dm"));
    }

    @Test
    void aSecondGoSendsNothingTwice() {
        ask(PlanActions.PLAN, plan(RUN));
        ask(PlanActions.GO, everybody());
        ask(PlanActions.GO, everybody());
        assertThat(hops()).hasSize(2);
    }

    @Test
    void whatIsMissingAfterTheRowIsWaitedForUntilClosed() {
        ask(PlanActions.PLAN, plan(RUN));
        ask(PlanActions.GO, everybody());
        arrives(1);
        assertThat(unasked(PlanActions.PROGRESS)).isEmpty();
        rig.advance(Duration.ofMillis(250));
        assertThat(unasked(PlanActions.PROGRESS)).hasSize(1);
        assertThat(unasked("report")).isEmpty();
        Command close = ask(PlanActions.CLOSE, REF);
        RunReport report = report(answer(close));
        assertThat(report.columnFinal()).isTrue();
        assertThat(report.column()).hasSize(1);
        assertThat(report.selfDm())
                .as("the stream was tried, because a hop is missing")
                .isNotNull();
        assertThat(unasked("report")).as("the answer is the report").isEmpty();
        assertThat(report(answer(ask(PlanActions.REPORT, REF))).column()).hasSize(1);
    }

    @Test
    void oneRunAtATimeAndTheOtherIsToldWhose() {
        ask(PlanActions.PLAN, plan(RUN));
        Command second = ask(PlanActions.PLAN, plan("ff".repeat(16)));
        assertThat(failure(second)).isEqualTo("busy");
        assertThat(((Outcome.Failed) answer(second).outcome()).failure().message())
                .contains(RUN, RunnerRig.COORDINATOR.hex());
    }

    @Test
    void aPlanWhoseLeaseHasLapsedMakesRoom() {
        ask(PlanActions.PLAN, plan(RUN));
        rig.advance(Duration.ofSeconds(31));
        assertThat(failure(ask(PlanActions.PLAN, plan("ff".repeat(16))))).isEqualTo("ok");
    }

    @Test
    void aFinishedRunMakesRoomAndKeepsItsLedger() {
        ask(PlanActions.PLAN, plan(RUN));
        ask(PlanActions.GO, everybody());
        ask(PlanActions.CLOSE, REF);
        assertThat(failure(ask(PlanActions.PLAN, plan("ff".repeat(16))))).isEqualTo("ok");
        assertThat(failure(ask(PlanActions.REPORT, REF))).isEqualTo("ok");
    }

    @Test
    void whatIsNotKnownIsRefusedByName() {
        assertThat(failure(ask(PlanActions.GO, everybody()))).isEqualTo("unknown_run");
        assertThat(failure(ask(PlanActions.REPORT, REF))).isEqualTo("unknown_run");
        assertThat(failure(ask(PlanActions.CANCEL, REF))).isEqualTo("unknown_run");
    }

    @Test
    void aPlanForAnotherAgentIsRefused() {
        assertThat(failure(ask(PlanActions.PLAN, plan(RUN, 1, null)))).isEqualTo("malformed");
    }

    @Test
    void aPlanForTheProcessBeforeThisOneIsRefused() throws WireException {
        Command discover = ask(Actions.DISCOVER, Discover.Params.none());
        String instance =
                Actions.DISCOVER.details().decode(answer(discover).details()).instance();
        assertThat(failure(ask(PlanActions.PLAN, plan(RUN, 0, "another")))).isEqualTo("restarted");
        assertThat(failure(ask(PlanActions.PLAN, plan(RUN, 0, instance)))).isEqualTo("ok");
    }

    @Test
    void whoeverWasToldThatItIsBusyMayAskAgainWithTheSameCommand() {
        ask(PlanActions.PLAN, plan(RUN));
        Command second = ask(PlanActions.PLAN, plan("ab".repeat(16)));
        assertThat(failure(second)).isEqualTo("busy");
        ask(PlanActions.CANCEL, REF);
        rig.command(RunnerRig.COORDINATOR, second);
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .filteredOn(result -> second.commandId().equals(result.commandId()))
                .extracting(Result::kind)
                .endsWith("armed");
    }

    @Test
    void cancelEndsTheRowAndKeepsTheLedger() throws WireException {
        ask(PlanActions.PLAN, plan(RUN));
        Command cancel = ask(PlanActions.CANCEL, REF);
        assertThat(PlanActions.CANCEL.details().decode(answer(cancel).details()))
                .isEqualTo(new RunReport.Progress(RUN, 1, 0, "final", 0, 0));
        ask(PlanActions.GO, everybody());
        assertThat(hops()).isEmpty();
        assertThat(unasked("report")).isEmpty();
        assertThat(report(answer(ask(PlanActions.REPORT, REF))).row())
                .extracting(RunReport.RowEntry::state)
                .containsExactly(RunReport.RowEntry.NOT_ATTEMPTED, RunReport.RowEntry.NOT_ATTEMPTED);
        assertThat(failure(ask(PlanActions.PLAN, plan("ff".repeat(16)))))
                .as("there is room for the next run at once")
                .isEqualTo("ok");
    }

    @Test
    void theDaemonsErrorsStandInTheRow() {
        ask(PlanActions.PLAN, plan(RUN));
        rig.daemon.onSend = send -> frame(send.payload()) instanceof HopFrame
                ? FakeDaemon.refused(503, "recipient_undiscovered")
                : FakeDaemon.accepted(send);
        ask(PlanActions.GO, everybody());
        assertThat(report(answer(ask(PlanActions.CLOSE, REF))).row())
                .extracting(RunReport.RowEntry::state, RunReport.RowEntry::status, RunReport.RowEntry::code)
                .containsOnly(tuple(RunReport.RowEntry.ERROR, 503, "recipient_undiscovered"));
    }

    @Test
    void aStreamThatIsLostInMidRunIsToldAtOnce() throws WireException {
        rig.daemon.onSend = send ->
                frame(send.payload()) instanceof HopFrame ? new CompletableFuture<>() : FakeDaemon.accepted(send);
        ask(PlanActions.PLAN, plan(RUN));
        ask(PlanActions.GO, everybody());
        rig.reattach();
        List<String> states = new ArrayList<>();
        for (Result result : unasked(PlanActions.PROGRESS)) {
            states.add(PlanActions.PROGRESS_DETAILS.decode(result.details()).state());
        }
        assertThat(states).containsExactly("daemon_lost", "daemon_back");
    }

    @Test
    void statusSaysHowItIs() throws WireException {
        ask(PlanActions.PLAN, plan(RUN));
        rig.command(
                RunnerRig.STRANGER,
                Command.of("s", "sfo", PlanActions.STATUS, Status.Params.NONE, RunnerRig.STRANGER, false));
        Status status = PlanActions.STATUS
                .details()
                .decode(answer(ask(PlanActions.STATUS, Status.Params.NONE)).details());
        assertThat(status.run()).isEqualTo(RUN);
        assertThat(status.runState()).isEqualTo("armed");
        assertThat(status.coordinator()).isEqualTo(RunnerRig.COORDINATOR.hex());
        assertThat(status.peers()).isEqualTo(3);
        assertThat(status.x0xd()).isEqualTo("0.48.1");
        assertThat(status.refused().path("unlisted").asInt()).isEqualTo(1);
    }

    @Test
    void aCommandInPartsIsCarriedOutOnce() throws WireException {
        byte[] json = Command.of("long", "sfo", PlanActions.PLAN, plan(RUN), RunnerRig.COORDINATOR, false)
                .json();
        Transfer.Announcement all = new Transfer.Announcement("t", json.length, Hex.sha256(json), 1);
        Command announced = ask(PlanActions.TRANSFER, all);
        assertThat(missing(announced)).containsExactly(0);
        Command part = ask(
                PlanActions.PART, new Transfer.Part("t", 0, Base64.getEncoder().encodeToString(json)));
        assertThat(missing(part)).isEmpty();
        assertThat(armedAnswers()).isEqualTo(1);
        ask(PlanActions.TRANSFER, all);
        assertThat(armedAnswers())
                .as("asked about again: the stored answer again")
                .isEqualTo(2);
    }

    private long armedAnswers() {
        return rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> "long".equals(result.commandId()))
                .count();
    }

    private List<Integer> missing(Command command) throws WireException {
        Transfer.Missing missing =
                PlanActions.TRANSFER.details().decode(answer(command).details());
        return missing.parts();
    }

    @Test
    void partsThatAreNotWhatWasAnnouncedAreRefused() {
        byte[] json = new byte[100];
        Arrays.fill(json, (byte) ' ');
        assertThat(failure(ask(PlanActions.PART, new Transfer.Part("t", 0, "AAAA"))))
                .isEqualTo("unavailable");
        ask(PlanActions.TRANSFER, new Transfer.Announcement("t", json.length, Hex.sha256(new byte[1]), 1));
        String data = Base64.getEncoder().encodeToString(json);
        assertThat(failure(ask(PlanActions.PART, new Transfer.Part("t", 1, data))))
                .isEqualTo("malformed");
        assertThat(failure(ask(PlanActions.PART, new Transfer.Part("t", 0, "*"))))
                .isEqualTo("malformed");
        assertThat(failure(ask(PlanActions.PART, new Transfer.Part("t", 0, data))))
                .isEqualTo("malformed");
        assertThat(failure(ask(PlanActions.PART, new Transfer.Part("t", 0, data))))
                .as("forgotten")
                .isEqualTo("unavailable");
    }
}
