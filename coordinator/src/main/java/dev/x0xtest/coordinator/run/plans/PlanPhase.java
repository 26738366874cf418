package dev.x0xtest.coordinator.run.plans;

import dev.x0xtest.coordinator.run.ask.AskContext;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.find.Discovery;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.pairs.Matrix;
import dev.x0xtest.coordinator.run.terms.RunClock;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Features;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The plan path of a run: runners that support plans send the hops among them by plan. The per-pair path tries all
 * other cells at the same time, and later what a plan left undecided. Confined to the run's thread.
 *
 * <table><caption>Phases</caption>
 * <tr><td>WAITING</td><td>every node was found or given up, or a quiet period passed since the last one was found</td>
 * <td>→ ARMING with two or more nodes that support plans; else → OVER, the per-pair path drives them</td></tr>
 * <tr><td>ARMING</td><td>every node is armed or given up</td>
 * <td>→ RUNNING with two or more armed nodes; else → OVER</td></tr>
 * <tr><td>RUNNING</td><td>the run ends</td><td>→ OVER</td></tr>
 * </table>
 */
public final class PlanPhase {
    private static final int EPOCH = 1;

    private final RunConfig config;
    private final Roster roster;
    private final AskContext line;
    private final Matrix matrix;
    private final Discovery discovery;
    private final RunClock clock;
    private final PlanTimes times;
    private final ColumnKeys keys;
    private final ObjLongConsumer<NodeState> moved;
    private final Map<NodeState, PlannedNode> planned = new HashMap<>();
    private Phase phase = Phase.WAITING;
    private @Nullable PlanArming arming;
    private @Nullable Running running;
    private long lastFoundNanos;

    private enum Phase {
        WAITING,
        ARMING,
        RUNNING,
        OVER
    }

    private record Running(FleetPlan plan, PlanCells cells, PlanReports reports, BitSet armed) {}

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
        this.config = config;
        this.roster = roster;
        this.line = line;
        this.matrix = matrix;
        this.discovery = discovery;
        this.clock = clock;
        this.times = new PlanTimes(config.limits(), clock);
        this.keys = keys;
        this.moved = moved;
    }

    /** A node was found: it waits for the plans, or is asked whether it is ready. */
    public void found(NodeState node, long nowNanos) {
        AgentId id = node.agentId();
        if (awaits(node)) {
            lastFoundNanos = nowNanos;
            line.timers().at(nowNanos + times.quietNanos(), this::beginIfQuiet);
        } else if (id != null) {
            discovery.askReady(node, id, nowNanos);
        }
    }

    /** Begins after a quiet period: silent nodes must not delay the others. */
    private void beginIfQuiet(long nowNanos) {
        if (nowNanos - lastFoundNanos >= times.quietNanos()) {
            begin(nowNanos);
        }
    }

    private boolean awaits(NodeState node) {
        return phase == Phase.WAITING && !config.perPair() && node.can(Features.PLAN);
    }

    /** Whether the node takes part in the plans. */
    public boolean has(NodeState node) {
        return planned.containsKey(node);
    }

    /** Begins with the nodes found so far. A second call does nothing. */
    public void begin(long nowNanos) {
        if (phase != Phase.WAITING) {
            return;
        }
        clock.discovered(nowNanos);
        List<NodeState> able = roster.nodes().stream()
                .filter(node -> node.phase() == NodeState.Phase.FOUND && awaits(node))
                .toList();
        phase = able.size() < 2 ? Phase.OVER : Phase.ARMING;
        for (NodeState node : able) {
            AgentId id = node.agentId();
            if (id == null) {
                throw new IllegalStateException("a found node has an id");
            }
            if (phase == Phase.OVER) {
                discovery.askReady(node, id, nowNanos);
            } else {
                planned.put(node, new PlannedNode(node, id, config.runId(), planned.size()));
            }
        }
        if (phase == Phase.ARMING) {
            arm(able.stream().map(planned::get).toList(), nowNanos);
        }
    }

    private void arm(List<PlannedNode> nodes, long nowNanos) {
        FleetPlan plan = plan(nodes, nowNanos);
        List<Cell> cells = new ArrayList<>();
        for (PlannedNode from : nodes) {
            nodes.stream().filter(to -> to != from).forEach(to -> cells.addAll(matrix.samples(from.node(), to.node())));
        }
        matrix.leaveToPlan(cells);
        arming = new PlanArming(nodes, plan, line, discovery.probe(), moved, this::allKnown);
        arming.begin(times.armedBy(nowNanos), nowNanos);
    }

    private FleetPlan plan(List<PlannedNode> nodes, long nowNanos) {
        List<Plan.Node> planRoster = nodes.stream()
                .map(node -> new Plan.Node(node.node().label().text(), node.id().hex()))
                .toList();
        PlanTerms terms = PlanTerms.paced(
                config.plane(),
                config.limits().samples(),
                config.limits().payloadBytes(),
                config.seed(),
                nodes.size(),
                config.limits().perRunner(),
                config.limits().rate(),
                config.limits().hop().toMillis(),
                times.runNanos(nowNanos) / 1_000_000,
                PlanReports.LEASE_NANOS / 1_000_000);
        return new FleetPlan(ref(), planRoster, config.limits().burst() ? terms.burst() : terms, keys);
    }

    private void allKnown(FleetPlan plan, List<PlannedNode> ready, long nowNanos) {
        if (phase != Phase.ARMING) {
            return;
        }
        phase = ready.size() < 2 ? Phase.OVER : Phase.RUNNING;
        if (phase == Phase.RUNNING) {
            go(ready, plan, nowNanos);
        }
    }

    private void go(List<PlannedNode> ready, FleetPlan plan, long nowNanos) {
        clock.matrixBegan(nowNanos);
        PlanCells cells = new PlanCells(plan, config.limits().hop().toMillis(), ready, matrix);
        PlanReports reports = new PlanReports(config.limits(), plan, ready, line, cells, times);
        BitSet armed = new BitSet();
        ready.forEach(node -> armed.set(node.index()));
        running = new Running(plan, cells, reports, armed);
        line.outbox().persist();
        for (PlannedNode node : ready) {
            line.exchanges()
                    .awaitUnasked(
                            PlanActions.reportId(plan.ref(), node.index()), node.id(), times.deadlineNanos(), nowNanos);
            node.goSent(sendGo(running, node, nowNanos), nowNanos);
        }
        reports.begin(nowNanos + times.runNanos(nowNanos), nowNanos);
    }

    private Exchange sendGo(Running now, PlannedNode node, long nowNanos) {
        GoParams params = GoParams.of(line.commands().held(now.plan().ref()), now.armed());
        return line.exchanges()
                .start(
                        node.node(),
                        node.id(),
                        line.commands().to(node.node(), PlanActions.GO, params),
                        Exchange.Patience.PERSISTENT,
                        times.deadlineNanos(),
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
        return result.kind().equals(PlanActions.RENEW.resultKind());
    }

    /** Whether a runner may still work on its plan, so that it has to obey whoever goes on with the run. */
    public boolean worksOn(NodeState node) {
        PlannedNode known = planned.get(node);
        return known != null && !known.settled() && known.notArmed() == null && phase != Phase.OVER;
    }

    /** The run as its runners know it. */
    public RunRef ref() {
        return new RunRef(config.runId(), EPOCH);
    }

    /** The keys of the plans are lost, so that no further plan can be sent. */
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

    /** Nothing is heard of a node of the plans. */
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

    /** The run goes on without a lost node. {@code silence} says for how long nothing was heard of it. */
    public void abandon(NodeState node, String silence, long nowNanos) {
        PlannedNode known = planned.get(node);
        if (running != null && known != null) {
            running.reports().lost(known, silence, nowNanos);
        }
    }

    /** Adds the figures of the runners to the counters. */
    public void count(Map<String, Long> counters) {
        PlanCounters.add(planned.values(), counters);
    }

    /** The nodes whose complete report is still awaited. */
    public List<NodeState> unreported() {
        return running == null ? List.of() : running.reports().unsettled();
    }

    /** Asks the runners for what they know now; false: there is no plan under way that they could report of. */
    public boolean collect(long nowNanos) {
        return running != null && phase == Phase.RUNNING && running.reports().collect(nowNanos);
    }

    /** Whether every runner answered that {@link #collect} has asked. */
    public boolean collected() {
        return running == null || running.reports().collected();
    }

    /** The run is over: judges the open planned cells by what is known. {@code when} completes "no report before …"; null: every runner had its time. */
    public void close(@Nullable String when, long nowNanos) {
        if (running != null && phase == Phase.RUNNING) {
            running.cells().rest(when, nowNanos);
        }
        phase = Phase.OVER;
    }

    /** Cancels the plan of every node without a complete report. */
    public void farewell() {
        RunRef ref = line.commands().held(ref());
        line.outbox().persist();
        for (PlannedNode node : planned.values()) {
            if (node.report() == null || !node.report().complete()) {
                line.outbox().farewell(node.id(), line.commands().to(node.node(), PlanActions.CANCEL, ref));
            }
        }
    }
}
