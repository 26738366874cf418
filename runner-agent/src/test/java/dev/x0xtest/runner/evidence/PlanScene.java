package dev.x0xtest.runner.evidence;

import dev.x0xtest.runner.RunnerConfig;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.plan.Status;
import dev.x0xtest.wire.result.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A whole runner, a run of which it is node 0, and a daemon that has answers about evidence. */
final class PlanScene {
    private static final RunRef REF = new RunRef(TestPlans.RUN, 1);

    final RunnerRig rig;
    final Endpoints endpoints = new Endpoints();
    private final List<AgentId> agents;
    private int commands;

    PlanScene(Path lockDir, int nodes) {
        this(lockDir, nodes, UnaryOperator.identity());
    }

    PlanScene(Path lockDir, int nodes, UnaryOperator<RunnerConfig> change) {
        rig = RunnerRig.running(lockDir, change);
        rig.daemon.onCall = endpoints;
        agents = IntStream.range(0, nodes)
                .mapToObj(node -> node == 0 ? RunnerRig.SELF : TestPlans.agent(node))
                .toList();
        agents.forEach(agent -> endpoints.discovered(agent, agents.indexOf(agent)));
    }

    AgentId agent(int node) {
        return agents.get(node);
    }

    <P> Command ask(Action<P, ?> action, P params) {
        Command command = Command.of("c" + commands++, "sfo", action, params, RunnerRig.COORDINATOR, false);
        rig.command(RunnerRig.COORDINATOR, command);
        return command;
    }

    /** Sends the plan: one hop to each other node, one attempt. */
    Command plan() {
        TestPlans.Shape shape = new TestPlans.Shape(agents.size(), 1, agents.size(), 10, 1);
        return ask(PlanActions.PLAN, TestPlans.plan(TestPlans.RUN, agents, shape, 0, null));
    }

    void go() {
        ask(PlanActions.GO, GoParams.of(REF, TestPlans.all(agents.size())));
    }

    /** The hop of this source arrives. */
    void arrives(int source) {
        HopId id = new HopId(TestPlans.RUN, source, 0, 0, 1);
        byte[] payload = new byte[16];
        String digest = TestPlans.key(agents.get(source), 0).digest(id, payload);
        rig.receive(agents.get(source), true, new HopFrame(id.text(), digest, "", payload).encode());
    }

    void allArrive() {
        IntStream.range(1, agents.size()).forEach(this::arrives);
    }

    Command close() {
        return ask(PlanActions.CLOSE, REF);
    }

    Command pull() {
        return ask(PlanActions.REPORT, REF);
    }

    private Optional<Result> result(Command command) {
        return rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> command.commandId().equals(result.commandId()))
                .findFirst();
    }

    boolean answered(Command command) {
        return result(command).isPresent();
    }

    Result answer(Command command) {
        return result(command).orElseThrow(() -> new AssertionError("no answer to " + command));
    }

    Plan.Armed armed(Command command) {
        return decoded(PlanActions.PLAN, answer(command));
    }

    RunReport report(Command command) {
        return decoded(PlanActions.REPORT, answer(command));
    }

    Status status(Command command) {
        return decoded(PlanActions.STATUS, answer(command));
    }

    /** The report that the runner sent by itself. */
    Optional<RunReport> unasked() {
        return rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> result.kind().equals("report") && result.commandId() == null)
                .findFirst()
                .map(result -> decoded(PlanActions.REPORT, result));
    }

    private static <R> R decoded(Action<?, R> action, Result result) {
        try {
            return action.details().decode(result.details());
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }
}
