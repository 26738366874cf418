package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.ask.Exchanges;
import dev.x0xtest.coordinator.run.find.Discovery;
import dev.x0xtest.coordinator.run.node.Doubles;
import dev.x0xtest.coordinator.run.node.Liveness;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.pairs.Matrix;
import dev.x0xtest.coordinator.run.plans.PlanPhase;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.function.Consumer;

/** Gives each verified result to the part of the run that awaits it. Results from untrusted senders are only counted. */
final class ResultRouter {
    private final Roster roster;
    private final Exchanges exchanges;
    private final Discovery discovery;
    private final Matrix matrix;
    private final PlanPhase plans;
    private final Liveness liveness;
    private final Doubles doubles;
    private final Consumer<String> count;

    /** {@code count} adds one to the counter of this name. */
    ResultRouter(
            Roster roster,
            Exchanges exchanges,
            Discovery discovery,
            Matrix matrix,
            PlanPhase plans,
            Liveness liveness,
            Doubles doubles,
            Consumer<String> count) {
        this.roster = roster;
        this.exchanges = exchanges;
        this.discovery = discovery;
        this.matrix = matrix;
        this.plans = plans;
        this.liveness = liveness;
        this.doubles = doubles;
        this.count = count;
    }

    /** Throws when a claim in the result contradicts the roster. */
    void route(Result result, AgentId sender, Channel channel, long nowNanos) throws Roster.ConflictException {
        NodeState node = roster.byAgent(sender).orElse(null);
        if (channel == Channel.PUBSUB && (node == null || !node.pinned())) {
            // Any agent may publish on a topic; only pinned nodes are trusted there.
            count.accept("results_unpinned_pubsub");
            return;
        }
        if (result.kind().equals(ResultKinds.DISCOVER_REPLY)) {
            discovery.discovered(result, sender, channel, nowNanos);
        } else if (node == null) {
            count.accept("results_from_strangers");
            discovery.refusedByStranger(result);
        } else {
            liveness.heard(node, nowNanos);
            doubles.heard(node, result.machineId());
            fromNode(result, node, sender, channel, nowNanos);
        }
    }

    private void fromNode(Result result, NodeState node, AgentId sender, Channel channel, long nowNanos) {
        if (result.kind().equals(ResultKinds.RECEIVED_DM)) {
            matrix.receipt(result, sender, channel, nowNanos);
            return;
        }
        Exchange exchange = exchanges.open(result);
        if (exchange != null && exchange.node() != node) {
            count.accept("results_from_strangers");
        } else if (!exchanges.answered(result, channel, nowNanos)) {
            unasked(result, node, sender, channel, nowNanos);
        }
    }

    private void unasked(Result result, NodeState node, AgentId sender, Channel channel, long nowNanos) {
        if (plans.takes(result, node, nowNanos)) {
            return;
        }
        if (result.kind().equals(ResultKinds.SEND_RESULT)) {
            matrix.lateSenderRecord(result, sender, nowNanos);
        } else if (result.kind().equals(ResultKinds.RUNNER_READY)) {
            discovery.started(node, result, channel, nowNanos);
        } else {
            count.accept("results_unasked");
        }
    }
}
