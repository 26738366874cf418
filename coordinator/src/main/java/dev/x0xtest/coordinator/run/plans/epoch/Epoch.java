package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.run.ask.AskContext;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.plans.fleet.FleetPlan;
import dev.x0xtest.coordinator.run.plans.fleet.Pace;
import dev.x0xtest.coordinator.run.plans.fleet.PlanTerms;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of the plans of a run, from the first plan to the last report. Confined to the run's thread.
 *
 * <table><caption>Phases</caption>
 * <tr><td>ARMING</td><td>every node is armed or is not</td>
 * <td>→ RUNNING with two or more armed nodes; else → OVER</td></tr>
 * <tr><td>RUNNING</td><td>the run ends</td><td>→ OVER</td></tr>
 * </table>
 */
public final class Epoch {
    /** Of a node that was found before it could answer a question: it may be on the other side of the earth. */
    private static final long UNKNOWN_ROUND_TRIP_MS = 400;

    private final EpochContext context;
    private final AskContext line;
    private final RunRef ref;
    private final String firstRun;
    private final EpochCells share;
    private final int overloads;
    private final Listener listener;
    private final Map<NodeState, PlannedNode> planned = new LinkedHashMap<>();
    private Phase phase = Phase.ARMING;
    private @Nullable PlanArming arming;
    private @Nullable Running running;

    private enum Phase {
        ARMING,
        RUNNING,
        OVER
    }

    private record Running(PlanCells cells, PlanReports reports, BitSet armed) {}

    /** What the plan path does about the events of an epoch. */
    public interface Listener {
        /** A node accepted its plan. */
        void armed(NodeState node, long nowNanos);

        /** Every node is armed or is not; those that are go now. */
        void known(Epoch epoch, long nowNanos);

        /** Takes an attempt that an interruption left unsent; false: no later epoch will try it. */
        boolean left(PlannedAttempt attempt);

        /** A node reported all that it knows, or never will. */
        void settled(long nowNanos);
    }

    /**
     * An epoch whose plans are not sent yet.
     *
     * @param firstRun the id of the run's first epoch
     * @param overloads earlier epochs in which a daemon could not follow
     */
    public Epoch(
            EpochContext context, RunRef ref, String firstRun, EpochCells share, int overloads, Listener listener) {
        this.context = context;
        this.line = context.line();
        this.ref = ref;
        this.firstRun = firstRun;
        this.share = share;
        this.overloads = overloads;
        this.listener = listener;
        for (NodeState node : share.nodes()) {
            AgentId id = node.agentId();
            if (id == null) {
                throw new IllegalStateException("a found node has an id");
            }
            planned.put(node, new PlannedNode(node, id, ref.run(), planned.size()));
        }
    }

    /** Sends the plans. */
    public void arm(long nowNanos) {
        List<PlannedNode> nodes = List.copyOf(planned.values());
        FleetPlan plan = plan(nodes, nowNanos);
        arming = new PlanArming(nodes, plan, line, context.probe(), listener::armed, now -> known(plan, now));
        arming.begin(context.times().armedBy(nowNanos), nowNanos);
    }

    private FleetPlan plan(List<PlannedNode> nodes, long nowNanos) {
        List<Plan.Node> roster = nodes.stream()
                .map(node -> new Plan.Node(node.node().label().text(), node.id().hex()))
                .toList();
        RunConfig.Limits limits = context.config().limits();
        Pace pace = Pace.of(limits, nodes.size(), longestRoundTripMs()).halved(overloads);
        PlanTerms terms = PlanTerms.paced(
                        context.config().plane(),
                        share.samples(),
                        limits.payloadBytes(),
                        context.config().seed(),
                        context.config().sparse() ? pace.thinned(share.most(), nodes.size() - 1) : pace,
                        limits.hop().toMillis(),
                        context.times().runNanos(nowNanos) / 1_000_000,
                        PlanReports.LEASE_NANOS / 1_000_000)
                .sized(limits.sizes());
        List<List<Integer>> counts = share.counts();
        return new FleetPlan(
                ref,
                roster,
                limits.burst() ? terms.burst() : terms,
                context.keys(),
                counts == null ? null : new FleetPlan.Rest(ref.epoch() == 1 ? null : firstRun, counts));
    }

    private long longestRoundTripMs() {
        return planned.keySet().stream()
                .mapToLong(NodeState::roundTripMs)
                .map(known -> known == 0 ? UNKNOWN_ROUND_TRIP_MS : known)
                .max()
                .orElse(0);
    }

    private void known(FleetPlan plan, long nowNanos) {
        if (phase != Phase.ARMING) {
            return;
        }
        List<PlannedNode> ready =
                planned.values().stream().filter(PlannedNode::isArmed).toList();
        phase = ready.size() < 2 ? Phase.OVER : Phase.RUNNING;
        listener.known(this, nowNanos);
        if (phase == Phase.RUNNING) {
            go(ready, plan, nowNanos);
        }
    }

    private void go(List<PlannedNode> ready, FleetPlan plan, long nowNanos) {
        RunConfig.Limits limits = context.config().limits();
        context.clock().matrixBegan(nowNanos);
        PlanCells cells = new PlanCells(plan, limits, ready, share, context.matrix(), listener::left);
        PlanReports reports = new PlanReports(limits, plan, ready, line, cells, context.times(), listener::settled);
        BitSet armed = new BitSet();
        ready.forEach(node -> armed.set(node.index()));
        running = new Running(cells, reports, armed);
        line.outbox().persist();
        for (PlannedNode node : ready) {
            line.exchanges()
                    .awaitUnasked(
                            PlanActions.reportId(ref, node.index()),
                            node.id(),
                            context.times().deadlineNanos(),
                            nowNanos);
            node.goSent(sendGo(running, node, nowNanos), nowNanos);
        }
        reports.begin(nowNanos + context.times().runNanos(nowNanos), nowNanos);
    }

    private Exchange sendGo(Running now, PlannedNode node, long nowNanos) {
        GoParams params = GoParams.of(line.commands().held(ref), now.armed());
        return line.exchanges()
                .start(
                        node.node(),
                        node.id(),
                        line.commands().to(node.node(), PlanActions.GO, params),
                        Exchange.Patience.PERSISTENT,
                        context.times().deadlineNanos(),
                        gone(node, now.reports()),
                        nowNanos);
    }

    private static Exchange.Listener gone(PlannedNode node, PlanReports reports) {
        return new Exchange.Listener() {
            @Override
            public void answered(Result result, long nowNanos) {
                if (!(result.outcome() instanceof Outcome.Failed failed)) {
                    node.goArrived(nowNanos);
                } else if (failed.failure().kind().equals(FailureKinds.UNKNOWN_RUN)) {
                    reports.lost(node, "its runner knew nothing of the run when told to go", nowNanos);
                }
            }

            @Override
            public void gaveUp(String reason, long nowNanos) {
                // The report shows whether the node went, or it never comes.
            }
        };
    }

    /** The epoch as its runners know it. */
    public RunRef ref() {
        return ref;
    }

    /** Whether a daemon evicted what its runner had to see. */
    public boolean overloaded() {
        return planned.values().stream().anyMatch(node -> PlanCounters.evicted(node) > 0);
    }

    /** In the order of their indexes. */
    public Collection<PlannedNode> nodes() {
        return planned.values();
    }

    @Nullable
    public PlannedNode node(NodeState node) {
        return planned.get(node);
    }

    /** Whether nobody is told to go any more. */
    public boolean isOver() {
        return phase == Phase.OVER;
    }

    /** Whether both ends of a cell of this epoch are armed. */
    public boolean tries(NodeState source, NodeState destination) {
        return isArmed(source) && isArmed(destination);
    }

    private boolean isArmed(NodeState node) {
        PlannedNode known = planned.get(node);
        return known != null && known.isArmed();
    }

    /** Whether nothing more comes of it, except of nodes that are lost and may come back. */
    public boolean rests() {
        return phase != Phase.ARMING && unreported().stream().allMatch(NodeState::lost);
    }

    /** Whether the node's runner may still work on it, so that it has to obey whoever goes on with the run. */
    public boolean occupies(NodeState node) {
        PlannedNode known = planned.get(node);
        return known != null && !known.settled() && known.notArmed() == null && phase != Phase.OVER;
    }

    /** Whether an unasked result is about this epoch. */
    public boolean concerns(Result result, NodeState from) {
        PlannedNode node = planned.get(from);
        return node != null && PlanActions.reportId(ref, node.index()).equals(result.requestId());
    }

    /** Takes a result that answers no command in flight; false: it does not belong to a plan. */
    public boolean takes(Result result, NodeState from, long nowNanos) {
        PlannedNode node = planned.get(from);
        if (node == null || running == null) {
            return false;
        }
        if (result.kind().equals(PlanActions.PROGRESS)) {
            running.reports().progress(node, result, nowNanos);
            return true;
        }
        if (result.kind().equals(PlanActions.REPORT.resultKind()) && !(result.outcome() instanceof Outcome.Failed)) {
            running.reports().report(node, result, node.goSentNanos(), nowNanos);
            return true;
        }
        if (result.kind().equals(PlanActions.RENEW.resultKind())) {
            running.reports().renewed(node, result, nowNanos);
            return true;
        }
        return false;
    }

    /** No further plan can be sent. */
    public void keysLost(String reason, long nowNanos) {
        if (phase == Phase.ARMING && arming != null) {
            arming.endFor(reason, nowNanos);
        }
    }

    /** Another process goes on with the run, and the node's runner obeys it. */
    public void goOn(NodeState node, long nowNanos) {
        PlannedNode known = planned.get(node);
        if (running == null || known == null || !known.isArmed() || known.settled()) {
            return;
        }
        if (known.goKnownNanos() == Long.MAX_VALUE) {
            line.outbox().persist();
            known.goSentAgain(sendGo(running, known, nowNanos));
        }
        running.reports().goOn(known, nowNanos);
    }

    /** Nothing is heard of a node. */
    public void lost(NodeState node, long nowNanos) {
        if (running != null && planned.containsKey(node)) {
            running.reports().silent(nowNanos);
        }
    }

    /** A lost node is back. */
    public void back(NodeState node, long nowNanos) {
        PlannedNode known = planned.get(node);
        if (running != null && known != null && !known.settled()) {
            running.reports().back(known, nowNanos);
        }
    }

    /** The run goes on without a lost node. */
    public void abandon(NodeState node, String silence, long nowNanos) {
        PlannedNode known = planned.get(node);
        if (running != null && known != null) {
            running.reports().lost(known, silence, nowNanos);
        }
    }

    /** The nodes whose complete report is still awaited. */
    public List<NodeState> unreported() {
        return running == null ? List.of() : running.reports().unsettled();
    }

    /** Asks the runners for what they know now; false: there is nothing under way that they could report of. */
    public boolean collect(long nowNanos) {
        return running != null && phase == Phase.RUNNING && running.reports().collect(nowNanos);
    }

    /** Whether every runner answered that {@link #collect} has asked. */
    public boolean collected() {
        return running == null || running.reports().collected();
    }

    /** The run is over: judges the open cells by what is known; {@code when} as in {@link PlanCells#rest}. */
    public void close(@Nullable String when, long nowNanos) {
        if (running != null && phase == Phase.RUNNING) {
            running.cells().rest(when, nowNanos);
        }
        phase = Phase.OVER;
    }

    /** Cancels the plan of every node without a complete report. */
    public void farewell() {
        RunRef held = line.commands().held(ref);
        for (PlannedNode node : planned.values()) {
            if (node.report() == null || !node.report().complete()) {
                line.outbox().farewell(node.id(), line.commands().to(node.node(), PlanActions.CANCEL, held));
            }
        }
    }
}
