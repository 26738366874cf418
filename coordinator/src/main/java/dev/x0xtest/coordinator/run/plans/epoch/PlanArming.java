package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.run.ask.AskContext;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.ask.PartedCommand;
import dev.x0xtest.coordinator.run.find.TopicProbe;
import dev.x0xtest.coordinator.run.node.Coverage;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.plans.fleet.FleetPlan;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import java.util.regex.Pattern;

/**
 * From {@code plan} to {@code armed}: sends every node its plan and awaits its answer, or notes why it does not arm.
 */
final class PlanArming {
    /**
     * With the longest labels a plan for this many nodes still fits one message. The limit must not depend on the keys:
     * a replay has others.
     */
    private static final int MOST_IN_ONE_MESSAGE = 300;

    /**
     * Plans in parts that are in flight at once. All of them together would need more memory than the rest of a run.
     */
    private static final int MOST_IN_PARTS = 32;
    /** How long a silent node keeps its place in flight. */
    private static final long PLACE_NANOS = 2_000_000_000L;

    /** How a runner names a number that is beyond its limits. */
    private static final Pattern LIMIT = Pattern.compile(" is \\d+, not from \\d+ to \\d+");

    private final List<PlannedNode> nodes;
    private final FleetPlan plan;
    private final AskContext line;
    private final ObjLongConsumer<NodeState> moved;
    private final LongConsumer known;
    private final TopicProbe probe;
    private final Deque<PlannedNode> waiting = new ArrayDeque<>();
    private final Set<PlannedNode> underWay = new HashSet<>();
    private long givenUpNanos;
    private boolean done;

    /** {@code moved} is called for every node that was armed; {@code known} once, when each is armed or is not. */
    PlanArming(
            List<PlannedNode> nodes,
            FleetPlan plan,
            AskContext line,
            TopicProbe probe,
            ObjLongConsumer<NodeState> moved,
            LongConsumer known) {
        this.probe = probe;
        this.nodes = nodes;
        this.plan = plan;
        this.line = line;
        this.moved = moved;
        this.known = known;
    }

    /** Sends the plans. {@code untilNanos} is the arming deadline for busy runners. */
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
        line.outbox().persist();
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
        line.timers().at(nowNanos + TopicProbe.AFTER_NANOS, now -> {
            if (node.waitsForArmed()) {
                probe.ask(node.node(), exchange);
            }
        });
        line.timers().at(nowNanos + PlanTimes.ARM_NANOS, now -> giveUpSilent(node, now));
    }

    /** No further plan can be sent: the plans of one run must have the same keys. */
    void endFor(String reason, long nowNanos) {
        waiting.clear();
        line.exchanges().giveUp(PlanActions.PLAN.name(), reason, nowNanos);
        nodes.stream().filter(PlannedNode::waitsForArmed).forEach(node -> node.notArmed(reason));
        endWhenAllKnown(nowNanos);
    }

    /** Gives the place of a node that answered or stays silent to the next one. */
    private void leave(PlannedNode node, long nowNanos) {
        if (underWay.remove(node)) {
            next(nowNanos);
        }
    }

    /**
     * Gives up a silent node. A busy runner is alive: it may hold the run of a dead coordinator until that lease
     * expires.
     */
    private void giveUpSilent(PlannedNode node, long nowNanos) {
        if (node.waitsForArmed() && node.refusal() == null) {
            node.notArmed("no answer to its plan");
        }
        endWhenAllKnown(nowNanos);
    }

    private Exchange.Listener listener(PlannedNode node) {
        return new Exchange.Listener() {
            private boolean told;

            /** Notes once that the run waits for a busy runner, and why. */
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
                    node.notArmed(refused(node.node(), failed.failure()));
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

    /** Our plans keep our own limits, so a runner that finds a number of one too large is of an earlier version. */
    private static String refused(NodeState node, Failure failure) {
        String said = Quoted.line(failure.message());
        boolean limit = failure.kind().equals(FailureKinds.MALFORMED)
                && LIMIT.matcher(said).find();
        String runner = node.runner() == null ? "its runner" : "its runner (" + node.runner() + ")";
        return limit ? runner + RosterEntry.OLDER + " and does not take such a plan: " + said : said;
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
        known.accept(nowNanos);
    }
}
