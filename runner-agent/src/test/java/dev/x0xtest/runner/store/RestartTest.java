package dev.x0xtest.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.result.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        rig.stallHops();
        TestPlans.Shape shape = new TestPlans.Shape(AGENTS.size(), 4, 4, 100, 1);
        ask(rig, PlanActions.PLAN, TestPlans.plan(TestPlans.RUN, AGENTS, shape, 0, null));
        ask(rig, PlanActions.GO, GoParams.of(REF, TestPlans.all(AGENTS.size())));
        return rig;
    }

    private static List<String> hopIds(RunnerRig rig) {
        return rig.hops().stream().map(HopFrame::requestId).toList();
    }

    @Test
    void aKilledRunnerGoesOnWithWhatItNeverBegan() throws WireException {
        RunnerRig first = startedRun();
        HopId seen = new HopId(TestPlans.RUN, 1, 0, 0, 1);
        byte[] payload = new byte[16];
        String digest = TestPlans.key(AGENTS.get(1), 0).digest(seen, payload);
        first.receive(AGENTS.get(1), true, new HopFrame(seen.text(), digest, "", payload).encode());
        List<String> before = hopIds(first);
        assertThat(before).hasSize(2);

        RunnerRig second = RunnerRig.running(locks.resolve("second"), Configs.stateDir(state));
        second.advance(Duration.ofSeconds(2));
        assertThat(hopIds(second))
                .as("nothing leaves before the coordinator is heard of")
                .isEmpty();
        ask(second, PlanActions.RENEW, REF);
        second.advance(Duration.ofSeconds(2));
        assertThat(hopIds(second)).hasSize(2).doesNotContainAnyElementsOf(before);

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
        RunnerRig second = RunnerRig.running(locks.resolve("second"), Configs.stateDir(state));
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
