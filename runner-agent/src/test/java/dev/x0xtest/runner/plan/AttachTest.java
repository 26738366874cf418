package dev.x0xtest.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Features;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.plan.Status;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests who may command a run, with a whole runner: its holder, and the coordinator of a later epoch. */
class AttachTest {
    private static final RunRef REF = new RunRef(TestPlans.RUN, 1);
    private static final String LATER = "ff".repeat(16);
    private static final String OLD = "0a".repeat(16);
    private static final String NEW = "0b".repeat(16);
    private static final List<AgentId> AGENTS = List.of(RunnerRig.SELF, RunnerRig.OTHER, RunnerRig.id('2'));

    @TempDir
    private Path locks = Path.of("");

    @TempDir
    private Path state = Path.of("");

    private RunnerRig rig = nothing();
    private List<CompletableFuture<Daemon.SendResponse>> stalled = List.of();
    private int commands;

    @SuppressWarnings("NullAway") // start() sets the field before each test
    private static RunnerRig nothing() {
        return null;
    }

    /** Starts a runner whose sends to one of the two other agents hang. */
    @BeforeEach
    void start() {
        rig = RunnerRig.running(locks.resolve("first"), Configs.stateDir(state));
        stalled = rig.stallHops();
    }

    private static Plan plan(String run) {
        TestPlans.Shape shape = new TestPlans.Shape(AGENTS.size(), 8, 1, 100, 1);
        return TestPlans.plan(run, AGENTS, shape, 0, null);
    }

    private static Plan later(int epoch) throws WireException {
        Codec<Plan> codec = Codecs.record(Plan.class);
        ObjectNode json = codec.encode(plan(LATER));
        return codec.decode(json.put("epoch", epoch).put("epoch_of", TestPlans.RUN));
    }

    private <P> Result ask(Action<P, ?> action, P params) {
        Command command = Command.of("c" + commands++, "sfo", action, params, RunnerRig.COORDINATOR, false);
        rig.command(RunnerRig.COORDINATOR, command);
        return rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> command.commandId().equals(result.commandId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no answer to " + command));
    }

    private static String outcome(Result result) {
        return result.outcome() instanceof Outcome.Failed failed
                ? failed.failure().kind()
                : "ok";
    }

    private RunRef.Attached attach(String holder) throws WireException {
        Result result = ask(PlanActions.ATTACH, REF.heldBy(holder));
        assertThat(result.kind()).isEqualTo("attached");
        return PlanActions.ATTACH.details().decode(result.details());
    }

    private Result go(RunRef ref) {
        return ask(PlanActions.GO, GoParams.of(ref, TestPlans.all(AGENTS.size())));
    }

    private List<Status.Run> known() throws WireException {
        List<Status.Run> runs = PlanActions.STATUS
                .details()
                .decode(ask(PlanActions.STATUS, Status.Params.NONE).details())
                .runs();
        assertThat(runs).allSatisfy(run -> assertThat(run.armedAtMs()).isNotNull());
        return runs.stream()
                .map(run -> new Status.Run(run.run(), run.epoch(), run.coordinator(), run.heardAgoMs(), run.state()))
                .toList();
    }

    private List<String> hops() {
        return rig.hops().stream().map(HopFrame::requestId).toList();
    }

    private RunReport report(RunRef ref) throws WireException {
        return PlanActions.REPORT.details().decode(ask(PlanActions.REPORT, ref).details());
    }

    private void answerOne() {
        FakeDaemon.accepted(rig.daemon.sends.get(0)).thenAccept(stalled.get(0)::complete);
        rig.settle();
    }

    private void running() {
        ask(PlanActions.PLAN, plan(TestPlans.RUN));
        go(REF);
        assertThat(hops()).hasSize(1);
    }

    @Test
    void theFeatureIsAnnounced() throws WireException {
        Discover.Details details = Actions.DISCOVER
                .details()
                .decode(ask(Actions.DISCOVER, Discover.Params.none()).details());
        assertThat(details.features()).contains(Features.ATTACH);
    }

    @Test
    void whoAttachedCommandsAndAllOthersAreSuperseded() throws WireException {
        running();
        rig.advance(Duration.ofSeconds(7));
        assertThat(attach(NEW)).isEqualTo(new RunRef.Attached(TestPlans.RUN, 1, false, false, 7_000));
        for (RunRef other : List.of(REF, REF.heldBy(OLD))) {
            assertThat(outcome(go(other))).isEqualTo("superseded");
            assertThat(outcome(ask(PlanActions.RENEW, other))).isEqualTo("superseded");
            assertThat(outcome(ask(PlanActions.REPORT, other))).isEqualTo("superseded");
            assertThat(outcome(ask(PlanActions.CLOSE, other))).isEqualTo("superseded");
            assertThat(outcome(ask(PlanActions.CANCEL, other))).isEqualTo("superseded");
        }
        assertThat(known()).extracting(Status.Run::state).containsExactly("running");
        assertThat(outcome(ask(PlanActions.RENEW, REF.heldBy(NEW)))).isEqualTo("ok");
        assertThat(outcome(ask(PlanActions.CANCEL, REF.heldBy(NEW)))).isEqualTo("ok");
    }

    @Test
    void aSupersededCommandDoesNotRenewTheLease() throws WireException {
        running();
        attach(NEW);
        rig.advance(Duration.ofSeconds(29));
        ask(PlanActions.RENEW, REF.heldBy(OLD));
        rig.advance(Duration.ofSeconds(2));
        assertThat(known()).extracting(Status.Run::state).containsExactly("lapsed");
    }

    @Test
    void withoutAnAttachTheFirstHolderWins() {
        running();
        assertThat(outcome(ask(PlanActions.RENEW, REF))).isEqualTo("ok");
        assertThat(outcome(ask(PlanActions.RENEW, REF.heldBy(OLD)))).isEqualTo("ok");
        assertThat(outcome(ask(PlanActions.RENEW, REF.heldBy(NEW)))).isEqualTo("superseded");
        assertThat(outcome(ask(PlanActions.RENEW, REF))).isEqualTo("superseded");
        assertThat(outcome(ask(PlanActions.RENEW, REF.heldBy(OLD)))).isEqualTo("ok");
    }

    @Test
    void anAttachThatTheMeshDeliversLateDoesNotTakeTheRunBack() throws WireException {
        running();
        ask(PlanActions.RENEW, REF.heldBy(OLD));
        attach(NEW);
        assertThat(outcome(ask(PlanActions.ATTACH, REF.heldBy(OLD)))).isEqualTo("superseded");
        assertThat(outcome(ask(PlanActions.RENEW, REF.heldBy(NEW)))).isEqualTo("ok");
    }

    @Test
    void aLapseIsFinalAndTheReportCanStillBePulled() throws WireException {
        running();
        rig.advance(Duration.ofSeconds(31));
        assertThat(attach(NEW)).isEqualTo(new RunRef.Attached(TestPlans.RUN, 1, true, false, 31_000));
        answerOne();
        rig.advance(Duration.ofSeconds(5));
        assertThat(hops()).hasSize(1);
        assertThat(report(REF.heldBy(NEW)).row())
                .hasSize(16)
                .filteredOn(entry -> entry.state().equals(RunReport.RowEntry.NOT_ATTEMPTED))
                .hasSizeGreaterThan(5)
                .allSatisfy(entry -> assertThat(entry.code()).startsWith("lease lapsed"));
        ask(PlanActions.CLOSE, REF.heldBy(NEW));
        assertThat(attach(NEW).ended()).isTrue();
    }

    /** With one hop in flight nothing asked for the next one, so nothing noticed the end of the lease. */
    @Test
    void aRenewalAfterTheLapseRevivesNothing() {
        running();
        rig.advance(Duration.ofSeconds(31));
        ask(PlanActions.RENEW, REF);
        answerOne();
        rig.advance(Duration.ofSeconds(5));
        assertThat(hops()).hasSize(1);
    }

    @Test
    void anUnknownRunAndAMissingHolderAreRefused() {
        assertThat(outcome(ask(PlanActions.ATTACH, REF.heldBy(NEW)))).isEqualTo("unknown_run");
        running();
        assertThat(outcome(ask(PlanActions.ATTACH, REF))).isEqualTo("malformed");
        assertThat(outcome(ask(PlanActions.ATTACH, new RunRef(TestPlans.RUN, 2, NEW))))
                .isEqualTo("unknown_run");
    }

    @Test
    void theHolderOutlivesARestartOfTheRunner() throws WireException {
        running();
        attach(NEW);
        rig = RunnerRig.running(locks.resolve("second"), Configs.stateDir(state));
        assertThat(outcome(ask(PlanActions.RENEW, REF))).isEqualTo("superseded");
        assertThat(outcome(ask(PlanActions.RENEW, REF.heldBy(NEW)))).isEqualTo("ok");
    }

    @Test
    void statusListsAllRuns() throws WireException {
        ask(PlanActions.PLAN, plan(TestPlans.RUN));
        rig.advance(Duration.ofSeconds(3));
        String coordinator = RunnerRig.COORDINATOR.hex();
        Status.Run first = new Status.Run(TestPlans.RUN, 1, coordinator, 3_000, "armed");
        assertThat(known()).containsExactly(first);
        assertThat(known()).as("status is no sign of the coordinator").containsExactly(first);
        ask(PlanActions.CANCEL, REF);
        ask(PlanActions.PLAN, plan(LATER));
        go(new RunRef(LATER, 1));
        assertThat(known())
                .containsExactly(
                        new Status.Run(TestPlans.RUN, 1, coordinator, 0, "ended"),
                        new Status.Run(LATER, 1, coordinator, 0, "running"));
    }

    @Test
    void aLaterEpochEndsTheEarlierOneAtOnce() throws WireException {
        running();
        assertThat(outcome(ask(PlanActions.PLAN, plan(LATER))))
                .as("another run")
                .isEqualTo("busy");
        assertThat(outcome(ask(PlanActions.PLAN, later(2)))).isEqualTo("ok");
        answerOne();
        rig.advance(Duration.ofSeconds(5));
        assertThat(hops()).hasSize(1);
        assertThat(report(REF).row())
                .filteredOn(entry -> entry.state().equals(RunReport.RowEntry.NOT_ATTEMPTED))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.code()).isEqualTo("a later epoch of the run began"));
        go(new RunRef(LATER, 2));
        assertThat(hops()).hasSize(2).last().asString().startsWith(LATER);
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .as("nobody waits for the report of the earlier epoch")
                .noneMatch(result -> result.kind().equals("report") && result.commandId() == null);
    }

    /** The mesh delivers a hop of the first epoch while the second is under way. */
    @Test
    void aHopOfAnEarlierEpochProvesNothingInALaterOne() throws WireException {
        running();
        ask(PlanActions.PLAN, later(2));
        go(new RunRef(LATER, 2));
        HopId id = new HopId(TestPlans.RUN, 1, 0, 0, 1);
        byte[] payload = new byte[16];
        String digest = TestPlans.key(RunnerRig.OTHER, 0).digest(id, payload);
        rig.receive(RunnerRig.OTHER, true, new HopFrame(id.text(), digest, "", payload).encode());
        RunReport second = report(new RunRef(LATER, 2));
        assertThat(second.column()).isEmpty();
        assertThat(second.strangers()).isZero();
        assertThat(report(REF).column())
                .extracting(RunReport.ColumnEntry::what)
                .containsExactly(RunReport.ColumnEntry.INTACT);
        assertThat(rig.results(RunnerRig.OTHER)).as("no receipt").isEmpty();
    }

    @Test
    void anEpochThatTheMeshDeliversLateIsRefused() throws WireException {
        assertThat(outcome(ask(PlanActions.PLAN, later(3)))).isEqualTo("ok");
        assertThat(outcome(ask(PlanActions.PLAN, plan(TestPlans.RUN)))).isEqualTo("superseded");
        assertThat(known()).extracting(Status.Run::epoch).containsExactly(3);
    }
}
