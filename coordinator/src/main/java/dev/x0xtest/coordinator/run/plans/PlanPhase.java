package dev.x0xtest.coordinator.run.plans;

import dev.x0xtest.coordinator.run.ask.AskContext;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.find.Discovery;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.pairs.Matrix;
import dev.x0xtest.coordinator.run.plans.epoch.Epoch;
import dev.x0xtest.coordinator.run.plans.epoch.EpochCells;
import dev.x0xtest.coordinator.run.plans.epoch.EpochContext;
import dev.x0xtest.coordinator.run.plans.epoch.PlanCounters;
import dev.x0xtest.coordinator.run.plans.epoch.PlanTimes;
import dev.x0xtest.coordinator.run.plans.epoch.PlannedAttempt;
import dev.x0xtest.coordinator.run.plans.epoch.PlannedNode;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.RunClock;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Features;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.result.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The plan path of a run: runners that support plans send the hops among them by plan. The per-pair path tries all
 * other cells at the same time, and later what a plan left undecided. What an interruption left unsent is tried by the plans
 * of a later epoch. Confined to the run's thread.
 *
 * <table><caption>Phases</caption>
 * <tr><td>WAITING</td><td>every node was found or given up, or a quiet period passed since the last one was found</td>
 * <td>→ UNDER_WAY with two or more nodes that support plans and, in a sparse run, a pair of them; else → OVER, the per-pair path drives them</td></tr>
 * <tr><td>UNDER_WAY</td><td>an epoch rests, and left samples unsent</td><td>UNDER_WAY; the next epoch is armed</td></tr>
 * <tr><td>UNDER_WAY</td><td>the run asks for what is known, or ends</td><td>→ OVER; no further epoch begins</td></tr>
 * </table>
 */
public final class PlanPhase {
    /** Each epoch after the first means that the coordinator, or a runner, was away for a lease. */
    private static final int MOST_EPOCHS = 32;

    private final RunConfig config;
    private final Roster roster;
    private final EpochContext context;
    private final Discovery discovery;
    private final ObjLongConsumer<NodeState> moved;
    private final Unsent unsent;
    private final List<Epoch> epochs = new ArrayList<>();
    private Phase phase = Phase.WAITING;
    private long lastFoundNanos;

    private enum Phase {
        WAITING,
        UNDER_WAY,
        OVER
    }

    /** {@code moved} is called for every node that was armed or given up. */
    public PlanPhase(
            RunConfig config,
            Roster roster,
            AskContext line,
            Matrix matrix,
            Discovery discovery,
            RunClock clock,
            ColumnKeys keys,
            ObjLongConsumer<NodeState> moved) {
        PlanTimes times = new PlanTimes(config.limits(), clock);
        this.config = config;
        this.roster = roster;
        this.context = new EpochContext(config, line, matrix, discovery.probe(), clock, times, keys);
        this.discovery = discovery;
        this.moved = moved;
        this.unsent = new Unsent(matrix);
    }

    /** A node was found: it waits for the plans, or is asked whether it is ready. */
    public void found(NodeState node, long nowNanos) {
        AgentId id = node.agentId();
        if (awaits(node)) {
            lastFoundNanos = nowNanos;
            context.line().timers().at(nowNanos + context.times().quietNanos(), this::beginIfQuiet);
        } else if (id != null) {
            discovery.askReady(node, id, nowNanos);
        }
    }

    /** Begins after a quiet period: silent nodes must not delay the others. */
    private void beginIfQuiet(long nowNanos) {
        if (nowNanos - lastFoundNanos >= context.times().quietNanos()) {
            begin(nowNanos);
        }
    }

    private boolean awaits(NodeState node) {
        return phase == Phase.WAITING
                && !config.perPair()
                && node.can(Features.PLAN)
                // Without it a runner sends to all nodes of its plan.
                && (!config.sparse() || node.can(Features.EPOCHS))
                && (!severalSizes() || node.can(Features.SIZES));
    }

    private boolean severalSizes() {
        return config.limits().sizes().size() > 1;
    }

    /** Whether the node takes part in the plans. */
    public boolean has(NodeState node) {
        return !epochs.isEmpty() && epochs.get(0).node(node) != null;
    }

    /** Begins with the nodes found so far. A second call does nothing. */
    public void begin(long nowNanos) {
        if (phase != Phase.WAITING) {
            return;
        }
        context.clock().discovered(nowNanos);
        List<NodeState> able = roster.nodes().stream()
                .filter(node -> node.phase() == NodeState.Phase.FOUND && awaits(node))
                .toList();
        EpochCells all = config.sparse()
                ? EpochCells.declared(able, context.matrix())
                : EpochCells.all(able, context.matrix(), config.limits().samples());
        phase = all.nodes().size() < 2 ? Phase.OVER : Phase.UNDER_WAY;
        Set<NodeState> planned = phase == Phase.OVER ? Set.of() : Set.copyOf(all.nodes());
        for (NodeState node : able) {
            if (!planned.contains(node)) {
                discovery.askReady(node, Objects.requireNonNull(node.agentId()), nowNanos);
            }
        }
        if (phase == Phase.OVER) {
            return;
        }
        context.matrix().leaveToPlan(all.cells());
        arm(new RunRef(config.runId(), 1), all, new First(), nowNanos);
    }

    private void arm(RunRef ref, EpochCells share, Epoch.Listener listener, long nowNanos) {
        Epoch epoch = new Epoch(
                context,
                ref,
                config.runId(),
                share,
                (int) epochs.stream().filter(Epoch::overloaded).count(),
                listener);
        epochs.add(epoch);
        epoch.arm(nowNanos);
    }

    /** What is the same in all epochs. */
    private abstract class Follower implements Epoch.Listener {
        @Override
        public void armed(NodeState node, long nowNanos) {
            moved.accept(node, nowNanos);
        }

        @Override
        public boolean left(PlannedAttempt attempt) {
            // The samples of a later epoch have other numbers, so they would have other sizes.
            return phase == Phase.UNDER_WAY && epochs.size() < MOST_EPOCHS && !severalSizes() && unsent.keep(attempt);
        }

        @Override
        public void settled(long nowNanos) {
            goOnWithUnsent(nowNanos);
        }
    }

    /** The first epoch: a node that does not arm takes no part in the run. */
    private final class First extends Follower {
        @Override
        public void known(Epoch epoch, long nowNanos) {
            List<PlannedNode> silent =
                    epoch.nodes().stream().filter(node -> !node.isArmed()).toList();
            // Give up all of them first, so that a pair of two silent nodes names both.
            silent.forEach(node -> node.node()
                    .giveUp("found, but not ready: " + node.notArmed()
                            + node.node().doubled()));
            silent.forEach(node -> moved.accept(node.node(), nowNanos));
        }
    }

    /** A later epoch: a cell whose ends do not both arm is tried pair by pair. */
    private final class Later extends Follower {
        private final Map<Cell, PlannedAttempt> instead;

        /** {@code instead}: what each cell is tried instead of. */
        Later(Map<Cell, PlannedAttempt> instead) {
            this.instead = instead;
        }

        @Override
        public void known(Epoch epoch, long nowNanos) {
            instead.forEach((cell, attempt) -> {
                if (epoch.isOver() || !epoch.tries(cell.source(), cell.destination())) {
                    unsent.count(attempt, nowNanos);
                }
            });
            instead.clear();
        }
    }

    /** Opens the next epoch when there is something left for it, and nothing else is under way. */
    private void goOnWithUnsent(long nowNanos) {
        if (phase != Phase.UNDER_WAY || !epochs.stream().allMatch(Epoch::rests)) {
            return;
        }
        List<Cell> cells = unsent.ready();
        if (cells.isEmpty()) {
            return;
        }
        Map<Cell, PlannedAttempt> instead = unsent.take(cells);
        RunRef next = RunRef.epoch(config.runId(), epochs.size() + 1);
        context.line()
                .outbox()
                .note("epoch " + next.epoch() + ": " + cells.size()
                        + (cells.size() == 1 ? " sample that was" : " samples that were") + " left unsent");
        arm(next, EpochCells.of(cells), new Later(instead), nowNanos);
    }

    /** Takes a result that answers no command in flight; false: it does not belong to a plan. */
    public boolean takes(Result result, NodeState from, long nowNanos) {
        return epochs.stream()
                .filter(epoch -> epoch.concerns(result, from))
                .findFirst()
                .or(() -> epochs.stream().reduce((earlier, later) -> later))
                .filter(epoch -> epoch.takes(result, from, nowNanos))
                .isPresent();
    }

    /** The run as the node's runner must be told that another process commands it; null: it works on no plan. */
    @Nullable
    public RunRef occupies(NodeState node) {
        return epochs.stream()
                .filter(epoch -> epoch.occupies(node))
                .map(Epoch::ref)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** Whether the node's runner has no hop of a plan to send any more. */
    public boolean rowEnded(NodeState node) {
        return epochs.stream()
                .map(epoch -> epoch.node(node))
                .allMatch(planned -> planned == null || planned.rowEnded() || planned.settled() || !planned.isArmed());
    }

    /** The nodes of each epoch, in the order of their indexes. */
    public List<Collection<PlannedNode>> nodes() {
        return epochs.stream().map(Epoch::nodes).toList();
    }

    /** How many epochs the run had. */
    public int epochs() {
        return Math.max(1, epochs.size());
    }

    /** What happens to one may open the next, which is not told. */
    private void inEach(Consumer<Epoch> what) {
        List.copyOf(epochs).forEach(what);
    }

    /** The keys of the plans are lost, so that no further plan of an epoch that began can be sent. */
    public void keysLost(String reason, long nowNanos) {
        inEach(epoch -> epoch.keysLost(reason, nowNanos));
    }

    /** Another process goes on with the run, and the node's runner obeys it. */
    public void goOn(NodeState node, long nowNanos) {
        inEach(epoch -> epoch.goOn(node, nowNanos));
    }

    /** Nothing is heard of a node of the plans. */
    public void lost(NodeState node, long nowNanos) {
        inEach(epoch -> epoch.lost(node, nowNanos));
        goOnWithUnsent(nowNanos);
    }

    /** A lost node is back. */
    public void back(NodeState node, long nowNanos) {
        inEach(epoch -> epoch.back(node, nowNanos));
        goOnWithUnsent(nowNanos);
    }

    /** The run goes on without a lost node. {@code silence} says for how long nothing was heard of it. */
    public void abandon(NodeState node, String silence, long nowNanos) {
        inEach(epoch -> epoch.abandon(node, silence, nowNanos));
        unsent.giveUp(cell -> cell.source() == node || cell.destination() == node, nowNanos);
        goOnWithUnsent(nowNanos);
    }

    /** Adds the figures of the runners to the counters, and the messages to silent nodes. */
    public void count(Map<String, Long> counters) {
        PlanCounters.add(
                epochs.stream().flatMap(epoch -> epoch.nodes().stream()).toList(), counters);
        if (config.limits().lease() != null) { // an older journal gives the report that it gave before
            counters.putAll(context.line().outbox().silentByKind());
        }
    }

    /** The nodes whose complete report is still awaited. */
    public List<NodeState> unreported() {
        return epochs.stream()
                .flatMap(epoch -> epoch.unreported().stream())
                .distinct()
                .toList();
    }

    /** Asks the runners for what they know now; false: there is no plan under way that they could report of. */
    public boolean collect(long nowNanos) {
        phase = phase == Phase.WAITING ? phase : Phase.OVER;
        return epochs.stream().filter(epoch -> epoch.collect(nowNanos)).count() > 0;
    }

    /** Whether every runner answered that {@link #collect} has asked. */
    public boolean collected() {
        return epochs.stream().allMatch(Epoch::collected);
    }

    /**
     * The run is over: judges the open planned cells by what is known. {@code when} completes "no report before …"; null:
     * every runner had its time.
     */
    public void close(@Nullable String when, long nowNanos) {
        phase = Phase.OVER;
        // The latest epoch of a cell says most of it.
        for (int latest = epochs.size() - 1; latest >= 0; latest--) {
            epochs.get(latest).close(when, nowNanos);
        }
    }

    /** Cancels the plan of every node without a complete report. */
    public void farewell() {
        context.line().outbox().persist();
        epochs.forEach(Epoch::farewell);
    }
}
