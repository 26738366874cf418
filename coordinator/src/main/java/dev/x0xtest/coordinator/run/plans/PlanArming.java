package dev.x0xtest.coordinator.run.plans;

import dev.x0xtest.coordinator.run.ask.AskContext;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.ask.PartedCommand;
import dev.x0xtest.coordinator.run.node.Coverage;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/** From {@code plan} to {@code armed}: every node gets its share and says that it has it, or is given up with a reason. */
final class PlanArming {
    /** With the longest labels the plan of so many nodes fits a message, whatever its keys: a replay has others. */
    private static final int MOST_IN_ONE_MESSAGE = 300;

    /** Such plans are made and sent at once: all of them together would take more room than all else of a run. */
    private static final int MOST_IN_PARTS = 32;
    /** How long one that stays silent keeps others waiting. */
    private static final long PLACE_NANOS = 2_000_000_000L;

    private final List<PlannedNode> nodes;
    private final FleetPlan plan;
    private final AskContext line;
    private final ObjLongConsumer<NodeState> moved;
    private final Known known;
    private final Deque<PlannedNode> waiting = new ArrayDeque<>();
    private final Set<PlannedNode> underWay = new HashSet<>();
    private long givenUpNanos;
    private boolean done;

    /** Told once, when of each node it is known whether it takes part. */
    @FunctionalInterface
    interface Known {
        void known(FleetPlan plan, List<PlannedNode> ready, long nowNanos);
    }

    /** {@code moved} is told of every node that was armed or given up. */
    PlanArming(
            List<PlannedNode> nodes, FleetPlan plan, AskContext line, ObjLongConsumer<NodeState> moved, Known known) {
        this.nodes = nodes;
        this.plan = plan;
        this.line = line;
        this.moved = moved;
        this.known = known;
    }

    /** {@code untilNanos} is when also those are given up that ask for patience. */
    void begin(long untilNanos, long nowNanos) {
        givenUpNanos = untilNanos;
        waiting.addAll(nodes);
        next(nowNanos);
    }

    private boolean inParts() {
        return nodes.size() > MOST_IN_ONE_MESSAGE;
    }

    private void next(long nowNanos) {
        while (!waiting.isEmpty() && (!inParts() || underWay.size() < MOST_IN_PARTS)) {
            PlannedNode node = waiting.remove();
            underWay.add(node);
            send(node, nowNanos);
        }
    }

    private void send(PlannedNode node, long nowNanos) {
        Command command =
                line.commands().to(node.node(), PlanActions.PLAN, plan.forNode(node.index(), node.instance()));
        Exchange.Listener listener = listener(node);
        Exchange exchange = inParts()
                ? PartedCommand.start(node.node(), node.id(), command, line, givenUpNanos, listener, nowNanos)
                : line.exchanges()
                        .start(
                                node.node(),
                                node.id(),
                                command,
                                Exchange.Patience.PERSISTENT,
                                givenUpNanos,
                                listener,
                                nowNanos);
        node.planSent(exchange);
        line.timers().at(nowNanos + PLACE_NANOS, now -> leave(node, now));
        line.timers().at(nowNanos + PlanTimes.ARM_NANOS, now -> giveUpSilent(node, now));
    }

    /** A place for another one: who stays silent must not keep those behind him waiting. */
    private void leave(PlannedNode node, long nowNanos) {
        if (underWay.remove(node)) {
            next(nowNanos);
        }
    }

    /** Who asks for patience is there, and may have a run whose coordinator is gone: that ends with its lease. */
    private void giveUpSilent(PlannedNode node, long nowNanos) {
        if (node.waitsForArmed() && node.refusal() == null) {
            node.notArmed("no answer to its plan");
        }
        endWhenAllKnown(nowNanos);
    }

    private Exchange.Listener listener(PlannedNode node) {
        return new Exchange.Listener() {
            private boolean told;

            /** A run that waits says for whom, so that nobody takes it for stuck. */
            @Override
            public void notYet(long nowNanos) {
                String refusal = node.refusal();
                if (!told && refusal != null) {
                    told = true;
                    line.outbox().note("waiting for " + node.node().label().text() + ": " + refusal);
                }
            }

            @Override
            public void answered(Result result, long nowNanos) {
                leave(node, nowNanos);
                if (!node.waitsForArmed()) {
                    return;
                }
                if (result.outcome() instanceof Outcome.Failed failed) {
                    node.notArmed(Quoted.line(failed.failure().message()));
                } else {
                    take(node, result, nowNanos);
                }
                endWhenAllKnown(nowNanos);
            }

            @Override
            public void gaveUp(String reason, long nowNanos) {
                leave(node, nowNanos);
                if (node.waitsForArmed()) {
                    node.notArmed(reason);
                    endWhenAllKnown(nowNanos);
                }
            }
        };
    }

    private void take(PlannedNode node, Result result, long nowNanos) {
        try {
            Plan.Armed armed = PlanActions.PLAN.details().decode(result.details());
            node.armed(new Coverage.Baseline(armed.attachment(), nowNanos));
            moved.accept(node.node(), nowNanos);
        } catch (WireException e) {
            node.notArmed("its answer to the plan cannot be read");
        }
    }

    private void endWhenAllKnown(long nowNanos) {
        if (done || nodes.stream().anyMatch(PlannedNode::waitsForArmed)) {
            return;
        }
        done = true;
        List<PlannedNode> silent =
                nodes.stream().filter(node -> !node.isArmed()).toList();
        // All of them first: a pair of two silent nodes is then not blamed on the one that stands first.
        silent.forEach(node -> node.node().giveUp("found, but not ready: " + node.notArmed()));
        silent.forEach(node -> moved.accept(node.node(), nowNanos));
        known.known(plan, nodes.stream().filter(PlannedNode::isArmed).toList(), nowNanos);
    }
}
