package dev.x0xtest.coordinator.run.find;

import dev.x0xtest.coordinator.run.ask.Commands;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.ask.Exchanges;
import dev.x0xtest.coordinator.run.node.Coverage;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.coordinator.run.terms.Timers;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/**
 * Asks a node with {@code noop_ack} whether its stream is attached; the answer is its new coverage baseline. Confined
 * to the run's thread.
 */
public final class Readiness {
    private static final long REPEAT_NANOS = 1_000_000_000L;
    private static final long READY_NANOS = 10_000_000_000L;

    private final Exchanges exchanges;
    private final Commands commands;
    private final Timers timers;
    private final TopicProbe probe;
    private final ObjLongConsumer<NodeState> moved;
    private final Set<NodeState> refreshing = new HashSet<>();

    /** {@code moved} is called for every node that became ready or was given up. */
    Readiness(
            Exchanges exchanges, Commands commands, Timers timers, TopicProbe probe, ObjLongConsumer<NodeState> moved) {
        this.probe = probe;
        this.exchanges = exchanges;
        this.commands = commands;
        this.timers = timers;
        this.moved = moved;
    }

    /**
     * Asks the node, unless a question to it is in flight.
     *
     * @param windowEndsNanos until then a refusal is not final
     */
    void ask(NodeState node, AgentId to, long windowEndsNanos, long nowNanos) {
        if (!refreshing.add(node)) {
            return;
        }
        Command command = commands.to(node, Actions.NOOP_ACK, NoopAck.Params.none());
        Exchange.Listener listener = new Exchange.Listener() {
            @Override
            public void answered(Result result, long now) {
                refreshing.remove(node);
                acknowledged(node, to, result, windowEndsNanos, now);
            }

            @Override
            public void gaveUp(String reason, long now) {
                refreshing.remove(node);
                giveUp(node, "found, but not ready: " + reason + node.doubled(), now);
            }
        };
        long until = Math.max(windowEndsNanos, nowNanos + READY_NANOS);
        Exchange exchange = exchanges.start(node, to, command, Exchange.Patience.PERSISTENT, until, listener, nowNanos);
        timers.at(nowNanos + TopicProbe.AFTER_NANOS, now -> {
            if (node.phase() == NodeState.Phase.FOUND && refreshing.contains(node)) {
                probe.ask(node, exchange);
            }
        });
    }

    private void acknowledged(NodeState node, AgentId to, Result result, long windowEndsNanos, long nowNanos) {
        if (result.outcome() instanceof Outcome.Failed failed) {
            if (node.phase() == NodeState.Phase.FOUND && nowNanos + REPEAT_NANOS < windowEndsNanos) {
                // The question is idempotent: ask again, under another id.
                timers.at(nowNanos + REPEAT_NANOS, now -> ask(node, to, windowEndsNanos, now));
                return;
            }
            giveUp(node, "found, but not ready: " + Quoted.line(failed.failure().message()), nowNanos);
            return;
        }
        node.ready(new Coverage.Baseline(ack(result).attachment(), nowNanos));
        moved.accept(node, nowNanos);
    }

    /** The details of an {@code ack}; empty ones if they are unreadable. Upstream runners send none. */
    public static NoopAck.Details ack(Result result) {
        try {
            return Actions.NOOP_ACK.details().decode(result.details());
        } catch (WireException e) {
            return new NoopAck.Details(null, List.of(), null);
        }
    }

    private void giveUp(NodeState node, String reason, long nowNanos) {
        if (node.phase() == NodeState.Phase.FOUND) {
            node.giveUp(reason);
            moved.accept(node, nowNanos);
        }
    }
}
