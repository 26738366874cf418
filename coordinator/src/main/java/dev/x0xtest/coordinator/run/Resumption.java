package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.run.ask.AskContext;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.pairs.Matrix;
import dev.x0xtest.coordinator.run.plans.PlanPhase;
import dev.x0xtest.coordinator.run.terms.RunClock;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Features;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.Status;
import dev.x0xtest.wire.result.Result;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;

/**
 * Goes on with a run that another process began. Runners that can be held obey the new process once they were told so; until
 * then nothing else is sent to them. Then every command that waits for an answer is sent again. Confined to the run's
 * thread.
 */
final class Resumption {
    /** These name the process that commands the run: the new one makes its own. */
    private static final Set<String> OF_ONE_PROCESS = Set.of(
            PlanActions.GO.name(), PlanActions.CLOSE.name(), PlanActions.REPORT.name(), PlanActions.ATTACH.name());

    /** Two renewals: a coordinator that was heard of within this time still runs. */
    private static final long ALIVE_MS = 10_000;

    private static final String KEYS_LOST = "the run's keys are lost";

    private final Roster roster;
    private final AskContext line;
    private final Matrix matrix;
    private final PlanPhase plans;
    private final RunClock clock;
    private final LongConsumer stillRuns;
    private boolean copied;

    /** {@code stillRuns} ends the run, because the process before still commands it. */
    Resumption(Roster roster, AskContext line, Matrix matrix, PlanPhase plans, RunClock clock, LongConsumer stillRuns) {
        this.stillRuns = stillRuns;
        this.roster = roster;
        this.line = line;
        this.matrix = matrix;
        this.plans = plans;
        this.clock = clock;
    }

    /** Another process takes over; it cannot speak to the anchor yet. */
    void takeOver(RunEvent.Resumed by, long nowNanos) {
        copied = by.copied();
        line.commands().heldBy(by.holder());
        line.exchanges().forgetSends(OF_ONE_PROCESS);
        if (by.keysLost()) {
            line.exchanges().giveUp(Actions.SEND_DM.name(), KEYS_LOST, nowNanos);
            plans.keysLost(KEYS_LOST, nowNanos);
        }
        roster.nodes().stream()
                .filter(node -> node.can(Features.ATTACH) && plans.occupies(node) != null)
                .forEach(NodeState::hold);
    }

    /** The anchor's daemon answers this process. */
    void goOn(long nowNanos) {
        for (NodeState node : roster.nodes()) {
            AgentId id = node.agentId();
            RunRef run = plans.occupies(node);
            if (node.held() && id != null && run != null && copied) {
                askWhetherAlone(node, id, run, nowNanos);
            } else if (node.held() && id != null && run != null) {
                attach(node, id, run, nowNanos);
            } else {
                goOn(node, nowNanos);
            }
        }
    }

    /** A copy of the run's files may be on another host than the process before: only the runners know whether it lives. */
    private void askWhetherAlone(NodeState node, AgentId id, RunRef run, long nowNanos) {
        Command command = line.commands().to(node, PlanActions.STATUS, Status.Params.NONE);
        ask(node, id, command, nowNanos, (result, now) -> {
            if (heardAgoMs(result, run) < ALIVE_MS) {
                stillRuns.accept(now);
            } else {
                attach(node, id, run, now);
            }
        });
    }

    /** How long ago the runner heard of the run's coordinator; far in the past if it does not know the run. */
    private static long heardAgoMs(Result result, RunRef run) {
        try {
            return PlanActions.STATUS.details().decode(result.details()).runs().stream()
                    .filter(known -> known.run().equals(run.run()))
                    .mapToLong(Status.Run::heardAgoMs)
                    .min()
                    .orElse(Long.MAX_VALUE);
        } catch (WireException e) {
            return Long.MAX_VALUE;
        }
    }

    private void attach(NodeState node, AgentId id, RunRef run, long nowNanos) {
        Command command =
                line.commands().to(node, PlanActions.ATTACH, line.commands().held(run));
        ask(node, id, command, nowNanos, (result, now) -> {
            // A runner that does not know the run says so again when it is asked for its report.
            node.release();
            goOn(node, now);
        });
    }

    private void ask(NodeState node, AgentId id, Command command, long nowNanos, ObjLongConsumer<Result> answered) {
        Exchange.Listener listener = new Exchange.Listener() {
            @Override
            public void answered(Result result, long now) {
                answered.accept(result, now);
            }

            @Override
            public void gaveUp(String reason, long now) {
                // The run is over, or its runner is lost.
            }
        };
        line.exchanges()
                .start(node, id, command, Exchange.Patience.PERSISTENT, clock.deadlineNanos(), listener, nowNanos);
    }

    private void goOn(NodeState node, long nowNanos) {
        line.exchanges().resume(node, nowNanos);
        plans.goOn(node, nowNanos);
        matrix.resume(node, nowNanos);
    }
}
