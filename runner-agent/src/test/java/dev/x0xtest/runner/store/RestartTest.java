package dev.x0xtest.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.result.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a whole runner that is killed in mid-run and started again on the same state directory. */
class RestartTest {
    private static final RunRef REF = new RunRef(TestPlans.RUN, 1);
    private static final List<AgentId> AGENTS = List.of(RunnerRig.SELF, RunnerRig.OTHER, RunnerRig.id('2'));

    @TempDir
    private Path locks = Path.of("");

    @TempDir
    private Path state = Path.of("");

    private int commands;

    private <P> Command ask(RunnerRig rig, Action<P, ?> action, P params) {
        Command command = Command.of("c" + commands++, "sfo", action, params, RunnerRig.COORDINATOR, false);
        rig.command(RunnerRig.COORDINATOR, command);
        return command;
    }

    private static RunReport report(RunnerRig rig, Command command) throws WireException {
        Result answer = rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> command.commandId().equals(result.commandId()))
                .findFirst()
                .orElseThrow();
        return PlanActions.REPORT.details().decode(answer.details());
    }

    /** Starts a runner and brings it to one hop answered, one in flight and the others not begun. */
    private RunnerRig startedRun() {
        RunnerRig rig = RunnerRig.running(locks.resolve("first"), Configs.stateDir(state));
        rig.advance(Duration.ofHours(1)); // a process counts from its start, and this one is old
        rig.stallHops();
        TestPlans.Shape shape = new TestPlans.Shape(AGENTS.size(), 4, 4, 100, 1);
        ask(rig, PlanActions.PLAN, TestPlans.plan(TestPlans.RUN, AGENTS, shape, 0, null));
        ask(rig, PlanActions.GO, GoParams.of(REF, TestPlans.all(AGENTS.size())));
        return rig;
    }

    private RunnerRig restarted(RunnerRig killed) {
        return RunnerRig.restarted(killed, locks.resolve("second"), Configs.stateDir(state));
    }

    private static void arrives(RunnerRig rig, int sample) {
        HopId hop = new HopId(TestPlans.RUN, 1, 0, sample, 1);
        byte[] payload = new byte[16];
        String digest = TestPlans.key(AGENTS.get(1), 0).digest(hop, payload);
        rig.receive(AGENTS.get(1), true, new HopFrame(hop.text(), digest, "", payload).encode());
    }

    private static List<String> hopIds(RunnerRig rig) {
        return rig.hops().stream().map(HopFrame::requestId).toList();
    }

    @Test
    void aKilledRunnerGoesOnWithWhatItNeverBegan() throws WireException {
        RunnerRig first = startedRun();
        arrives(first, 0);
        List<String> before = hopIds(first);
        assertThat(before).hasSize(1);

        RunnerRig second = restarted(first);
        second.advance(Duration.ofSeconds(2));
        assertThat(hopIds(second))
                .as("nothing leaves before the coordinator is heard of")
                .isEmpty();
        ask(second, PlanActions.RENEW, REF);
        second.advance(Duration.ofSeconds(2));
        assertThat(hopIds(second)).hasSize(3).doesNotContainAnyElementsOf(before);

        RunReport report = report(second, ask(second, PlanActions.CLOSE, REF));
        assertThat(report.row()).hasSize(8);
        assertThat(report.column())
                .singleElement()
                .satisfies(entry -> assertThat(entry.from()).isEqualTo(1));
    }

    @Test
    void anAttemptWithoutAnAnswerIsUnknownAndNeverSentAgain() throws WireException {
        RunnerRig first = startedRun();
        List<String> before = hopIds(first);
        RunnerRig second = restarted(first);
        ask(second, PlanActions.RENEW, REF);
        second.advance(Duration.ofSeconds(20));
        assertThat(hopIds(second)).doesNotContainAnyElementsOf(before);
        RunReport report = report(second, ask(second, PlanActions.REPORT, REF));
        assertThat(report.row())
                .filteredOn(entry -> String.valueOf(entry.code()).startsWith("the runner was restarted"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.state()).isEqualTo(RunReport.RowEntry.UNKNOWN));
    }

    @Test
    void timesCountOnAfterTheRestart() throws WireException {
        RunnerRig first = startedRun();
        first.advance(Duration.ofSeconds(3));
        RunnerRig second = restarted(first);
        second.advance(Duration.ofSeconds(2));
        arrives(second, 1);
        RunReport report = report(second, ask(second, PlanActions.REPORT, REF));
        assertThat(report.column())
                .singleElement()
                .satisfies(entry -> assertThat(entry.seenMs()).isEqualTo(5_000));
    }

    @Test
    void theLeaseRunsOnWhileTheRunnerIsAway() throws WireException {
        RunnerRig first = startedRun();
        first.advance(Duration.ofSeconds(20));
        RunnerRig second = restarted(first);
        second.advance(Duration.ofSeconds(11));
        List<String> before = hopIds(second);
        ask(second, PlanActions.RENEW, REF);
        second.advance(Duration.ofSeconds(5));
        assertThat(hopIds(second)).isEqualTo(before);
        assertThat(report(second, ask(second, PlanActions.REPORT, REF)).row())
                .anySatisfy(entry -> assertThat(entry.code()).startsWith("lease lapsed"));
    }

    @Test
    void theGapStandsInTheReport() throws WireException {
        RunnerRig first = startedRun();
        RunnerRig second = restarted(first);
        RunReport report = report(second, ask(second, PlanActions.REPORT, REF));
        assertThat(report.now().generation()).isGreaterThan(report.armed().generation());
        assertThat(report.now().gaps()).isGreaterThan(report.armed().gaps());
    }

    @Test
    void theKeysOfARunThatIsOverAreErased() throws IOException {
        RunnerRig rig = startedRun();
        assertThat(ledgers()).isEqualTo(1);
        ask(rig, PlanActions.CANCEL, REF);
        rig.failHops(503, "x");
        rig.advance(Duration.ofSeconds(59));
        assertThat(ledgers()).isEqualTo(1);
        rig.advance(Duration.ofHours(1));
        assertThat(ledgers()).isZero();
        ask(rig, PlanActions.REPORT, REF);
        assertThat(ledgers()).as("asked about later").isZero();
    }

    @Test
    void soAreThoseOfARunWhoseCoordinatorNeverComesBack() throws IOException {
        RunnerRig rig = RunnerRig.running(locks.resolve("first"), Configs.stateDir(state));
        TestPlans.Shape shape = new TestPlans.Shape(AGENTS.size(), 4, 4, 100, 1);
        ask(rig, PlanActions.PLAN, TestPlans.plan(TestPlans.RUN, AGENTS, shape, 0, null));
        rig.advance(Duration.ofMinutes(59));
        assertThat(ledgers()).isEqualTo(1);
        rig.advance(Duration.ofMinutes(1));
        assertThat(ledgers()).isZero();
    }

    private long ledgers() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void discoveryTellsWhereRunsAreKept() throws WireException {
        assertThat(ledgerOf(RunnerRig.running(locks.resolve("memory")))).isEqualTo("memory");
        assertThat(ledgerOf(RunnerRig.running(locks.resolve("disk"), Configs.stateDir(state))))
                .isEqualTo("disk");
    }

    private @Nullable String ledgerOf(RunnerRig rig) throws WireException {
        ask(rig, Actions.DISCOVER, Discover.Params.none());
        return Actions.DISCOVER.details().decode(rig.onlyResult().details()).ledger();
    }

    @Test
    void withoutAStateDirectoryTheRunIsUnknown() {
        startedRun();
        RunnerRig second = RunnerRig.running(locks.resolve("second"));
        Command report = ask(second, PlanActions.REPORT, REF);
        assertThat(second.results(RunnerRig.COORDINATOR))
                .filteredOn(result -> report.commandId().equals(result.commandId()))
                .singleElement()
                .satisfies(result -> assertThat(result.outcome().toString()).contains("unknown_run"));
    }
}
