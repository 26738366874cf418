package dev.x0xtest.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a whole runner what its report says of hops that only the daemon's history shows. */
class HistoryReportTest {
    private static final List<AgentId> AGENTS = List.of(RunnerRig.SELF, RunnerRig.id('1'), RunnerRig.id('2'));
    private static final RunRef REF = new RunRef(TestPlans.RUN, 1);
    /** The clock of the rig stands still at this time. */
    private static final long NOW = 1_795_000_000_000L;

    @TempDir
    private Path lockDir = Path.of("");

    private RunnerRig rig = nothing();
    private final StoredMessages stored = new StoredMessages();
    private int commands;

    @SuppressWarnings("NullAway") // start() sets the field before each test
    private static RunnerRig nothing() {
        return null;
    }

    @BeforeEach
    void start() {
        rig = RunnerRig.running(lockDir);
        rig.daemon.onHistory = stored;
        TestPlans.Shape shape = new TestPlans.Shape(AGENTS.size(), 1, 4, 10, 1);
        ask(PlanActions.PLAN, TestPlans.plan(TestPlans.RUN, AGENTS, shape, 0, null));
        ask(PlanActions.GO, GoParams.of(REF, TestPlans.all(AGENTS.size())));
    }

    private <P> Command ask(Action<P, ?> action, P params) {
        Command command = Command.of("c" + commands++, "sfo", action, params, RunnerRig.COORDINATOR, false);
        rig.command(RunnerRig.COORDINATOR, command);
        return command;
    }

    private static byte[] hop(String run, int source, HopKey key) {
        HopId id = new HopId(run, source, 0, 0, 1);
        byte[] payload = new byte[16];
        return new HopFrame(id.text(), key.digest(id, payload), "", payload).encode();
    }

    private static byte[] hop(int source) {
        return hop(TestPlans.RUN, source, TestPlans.key(AGENTS.get(source), 0));
    }

    private Optional<RunReport> answer(Command command) {
        return rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> command.commandId().equals(result.commandId()))
                .findFirst()
                .map(result -> {
                    try {
                        return PlanActions.REPORT.details().decode(result.details());
                    } catch (WireException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private RunReport closed() {
        return answer(ask(PlanActions.CLOSE, REF)).orElseThrow();
    }

    private static RunReport.History history(RunReport report) {
        return Objects.requireNonNull(report.history());
    }

    @Test
    void aHopThatOnlyTheHistoryShowsStandsInTheReportWithWhenItWasRead() {
        rig.receive(AGENTS.get(2), true, hop(2));
        stored.from(AGENTS.get(1), NOW - 1, new byte[0]).from(AGENTS.get(1), NOW, hop(1));
        rig.advance(Duration.ofMillis(700));
        RunReport report = closed();
        assertThat(report.column()).hasSize(1);
        assertThat(history(report).found()).containsExactly(new RunReport.Found(1, 0, 1, 700L));
        assertThat(history(report).begunMs()).isEqualTo(700);
        assertThat(rig.daemon.historyReads)
                .as("nothing is missing of the other")
                .containsOnly(AGENTS.get(1));
        assertThat(report.columnFinal()).isTrue();
    }

    @Test
    void whatCameDuringAGapIsReadWhenTheStreamIsAttachedAgain() {
        rig.receive(AGENTS.get(2), true, hop(2));
        stored.from(AGENTS.get(1), NOW, hop(1));
        rig.advance(Duration.ofMillis(700));
        rig.reattach();
        assertThat(rig.daemon.historyReads)
                .as("nothing is missing of the other")
                .containsOnly(AGENTS.get(1));
        rig.advance(Duration.ofSeconds(15));
        assertThat(history(closed()).found()).containsExactly(new RunReport.Found(1, 0, 1, 700L));
    }

    @Test
    void nothingIsReadWhileTheRunIsUnderWayOrWhenNothingIsMissing() {
        ask(PlanActions.REPORT, REF);
        rig.receive(AGENTS.get(1), true, hop(1));
        rig.receive(AGENTS.get(2), true, hop(2));
        assertThat(closed().history()).isNull();
        assertThat(rig.daemon.historyReads).isEmpty();
    }

    @Test
    void aSourceWhoseMessagesWereReadBackToBeforeTheRunIsNamed() {
        stored.from(AGENTS.get(1), NOW - 1, new byte[0]);
        RunReport.History history = history(closed());
        assertThat(history.found()).isEmpty();
        assertThat(history.whole()).containsExactly(1);
    }

    @Test
    void whenTheClockWasSetNoSourceIsWhole() {
        stored.from(AGENTS.get(1), NOW - 1, new byte[0]);
        rig.advance(Duration.ofSeconds(2)); // the rig's wall clock does not go on
        assertThat(history(closed()).whole()).isEmpty();
    }

    @Test
    void aForgedHopInTheHistoryIsNoEvidence() {
        stored.from(AGENTS.get(1), NOW, hop(TestPlans.RUN, 1, TestPlans.key(AGENTS.get(2), 0)))
                .from(AGENTS.get(1), NOW, hop(2));
        RunReport report = closed();
        assertThat(history(report).found()).isEmpty();
        assertThat(report.strangers()).isZero();
    }

    @Test
    void aHopOfAnotherRunInTheHistoryIsNoEvidence() {
        stored.from(AGENTS.get(1), NOW, hop("ab".repeat(16), 1, TestPlans.key(AGENTS.get(1), 0)));
        assertThat(history(closed()).found()).isEmpty();
    }

    @Test
    void aCommandInTheHistoryIsNotExecuted() {
        Command cancel = Command.of("old", "sfo", PlanActions.CANCEL, REF, RunnerRig.COORDINATOR, false);
        stored.from(AGENTS.get(1), NOW, cancel.frame());
        assertThat(history(closed()).found()).isEmpty();
        assertThat(rig.results(RunnerRig.COORDINATOR)).noneMatch(result -> "old".equals(result.commandId()));
    }

    @Test
    void aHistoryThatFailsCostsNothingButItsEvidenceAndIsReadAgainWhenAskedAgain() {
        rig.daemon.onHistory = (peer, before) -> FakeDaemon.<Daemon.HistoryPage>failing(503, "history store disabled");
        RunReport report = closed();
        assertThat(history(report).trouble()).contains("history store disabled");
        assertThat(report.selfDm()).isNotNull();
        rig.daemon.onHistory = stored;
        stored.from(AGENTS.get(1), NOW, hop(1));
        RunReport again = answer(ask(PlanActions.REPORT, REF)).orElseThrow();
        assertThat(history(again).found()).hasSize(1);
        int reads = rig.daemon.historyReads.size();
        ask(PlanActions.REPORT, REF);
        assertThat(rig.daemon.historyReads)
                .as("what was read to its end is not read again")
                .hasSize(reads);
    }

    @Test
    void aHistoryThatDoesNotAnswerDelaysTheReportByFourSeconds() {
        rig.daemon.onHistory = (peer, before) -> new CompletableFuture<>();
        Command close = ask(PlanActions.CLOSE, REF);
        rig.advance(Duration.ofMillis(3_900));
        assertThat(answer(close)).isEmpty();
        rig.advance(Duration.ofMillis(200));
        @Nullable RunReport report = answer(close).orElse(null);
        assertThat(report).isNotNull();
    }
}
