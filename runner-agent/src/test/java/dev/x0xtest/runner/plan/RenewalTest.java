package dev.x0xtest.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.result.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a runner tells its progress in its answers to renewals, and by itself only where none come. */
class RenewalTest {
    private static final RunRef REF = new RunRef(TestPlans.RUN, 1);
    private static final List<AgentId> AGENTS = List.of(RunnerRig.SELF, RunnerRig.id('1'), RunnerRig.id('2'));

    @TempDir
    private Path locks = Path.of("");

    private RunnerRig rig = nothing();
    private int commands;

    @SuppressWarnings("NullAway") // start() sets the field before each test
    private static RunnerRig nothing() {
        return null;
    }

    /** Starts a runner. */
    @BeforeEach
    void start() {
        rig = RunnerRig.running(locks);
    }

    /** Begins a run whose hops leave one after another, this long after each other in ms. */
    private void run(int samples, int slotMs) {
        TestPlans.Shape shape = new TestPlans.Shape(AGENTS.size(), samples, 1, slotMs, 1);
        ask(PlanActions.PLAN, TestPlans.plan(TestPlans.RUN, AGENTS, shape, 0, null));
        ask(PlanActions.GO, GoParams.of(REF, TestPlans.all(AGENTS.size())));
    }

    private <P> Result ask(Action<P, ?> action, P params) {
        Command command = Command.of("c" + commands++, "sfo", action, params, RunnerRig.COORDINATOR, false);
        rig.command(RunnerRig.COORDINATOR, command);
        return rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> command.commandId().equals(result.commandId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no answer to " + command));
    }

    private RunReport.Progress renewed() throws WireException {
        return PlanActions.PROGRESS_DETAILS.decode(ask(PlanActions.RENEW, REF).details());
    }

    private List<Result> unasked() {
        return rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> result.kind().equals(PlanActions.PROGRESS))
                .toList();
    }

    @Test
    void whoIsRenewedSendsNoProgressOfItsOwn() throws WireException {
        run(15, 1_000);
        for (int renewals = 0; renewals < 4; renewals++) {
            rig.advance(Duration.ofSeconds(5));
            RunReport.Progress told = renewed();
            assertThat(told.state()).isEqualTo(RunReport.Progress.RUNNING);
            assertThat(told.attempted()).isPositive();
        }
        assertThat(unasked()).isEmpty();
    }

    @Test
    void whoHearsNothingTellsNowAndThenThatItGoesOn() {
        run(15, 1_000);
        rig.advance(Duration.ofSeconds(25));
        assertThat(unasked()).hasSize(2);
    }

    @Test
    void aRenewalTellsThatTheRowHasEnded() throws WireException {
        run(1, 10);
        rig.advance(Duration.ofMillis(20));
        assertThat(renewed().state()).isEqualTo(RunReport.Progress.ROW_ENDED);
    }
}
