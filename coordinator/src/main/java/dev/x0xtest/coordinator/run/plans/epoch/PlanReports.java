package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.run.ask.AskContext;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.plans.fleet.FleetPlan;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * From {@code go} to the last report: renews the leases, tracks which rows have ended, closes the columns after the
 * grace, and asks for missing reports until the run's deadline.
 */
final class PlanReports {
    static final long LEASE_NANOS = RunConfig.Limits.LEASE.toNanos();

    private static final long RENEW_NANOS = LEASE_NANOS / 6;
    /** How long after its schedule and the hop's deadline a row may end before its node is asked for a report. */
    private static final long ROW_SLACK_NANOS = 5_000_000_000L;

    private static final long PULL_ANSWER_NANOS = 12_000_000_000L;
    private static final long FIRST_PULL_NANOS = 1_000_000_000L;
    /** A runner that answered sends its report unasked as soon as that is final. */
    private static final long AFTER_ANSWER_NANOS = 4_000_000_000L;

    private static final long LONGEST_PULL_NANOS = 8_000_000_000L;

    private final RunConfig.Limits limits;
    private final FleetPlan plan;
    private final List<PlannedNode> nodes;
    private final AskContext line;
    private final PlanCells cells;
    private final PlanTimes times;
    private final LongConsumer whenSettled;
    private final Set<PlannedNode> collecting = new LinkedHashSet<>();
    private boolean closing;

    /** {@code nodes} are the armed ones; {@code whenSettled} is called whenever one is settled and its cells are judged. */
    PlanReports(
            RunConfig.Limits limits,
            FleetPlan plan,
            List<PlannedNode> nodes,
            AskContext line,
            PlanCells cells,
            PlanTimes times,
            LongConsumer whenSettled) {
        this.limits = limits;
        this.plan = plan;
        this.nodes = nodes;
        this.line = line;
        this.cells = cells;
        this.times = times;
        this.whenSettled = whenSettled;
    }

    /** Starts with the {@code go}. {@code rowsEndNanos} is when every row has ended at the latest. */
    void begin(long rowsEndNanos, long nowNanos) {
        long rowNanos = plan.lastDueMs() * 1_000_000 + limits.hop().toNanos() + ROW_SLACK_NANOS;
        line.timers().at(nowNanos + RENEW_NANOS, this::renew);
        line.timers().at(nowNanos + rowNanos, this::askAfterRows);
        line.timers().at(rowsEndNanos + limits.grace().toNanos(), this::close);
    }

    /** As runners must be told it now. */
    private RunRef ref() {
        return line.commands().held(plan.ref());
    }

    private void renew(long nowNanos) {
        boolean any = false;
        for (PlannedNode node : nodes) {
            if (!node.settled()) {
                any = true;
                renew(node);
            }
        }
        if (any) {
            line.timers().at(nowNanos + RENEW_NANOS, this::renew);
        }
    }

    private void renew(PlannedNode node) {
        if (!node.node().held()) {
            Command renewal = line.commands().to(node.node(), PlanActions.RENEW, ref());
            if (node.node().silent()) {
                line.outbox().countSilent(renewal);
            }
            node.node().asked();
            line.outbox().dm(node.id(), renewal, Plane.RAW);
        }
    }

    /** Takes the answer to a renewal. Older runners tell nothing in it. */
    void renewed(PlannedNode node, Result result, long nowNanos) {
        if (!result.details().isEmpty()) {
            progress(node, result, nowNanos);
        }
    }

    private void askAfterRows(long nowNanos) {
        for (PlannedNode node : nodes) {
            if (works(node, nowNanos)) {
                askLater(node, LONGEST_PULL_NANOS, nowNanos);
            } else if (!node.rowEnded()) {
                pull(node, FIRST_PULL_NANOS, nowNanos);
            }
        }
    }

    /**
     * Whether the answer to one of the last two renewals said that the row is not over: a report would say no more. Never in
     * an older journal, whose run asked nevertheless.
     */
    private boolean works(PlannedNode node, long nowNanos) {
        return limits.lease() != null && node.workedSince(nowNanos - 2 * RENEW_NANOS) && !node.rowEnded();
    }

    /** Asks for the report as it is, and repeats that until the report is complete or the close asks for it. */
    private void pull(PlannedNode node, long pauseNanos, long nowNanos) {
        if (node.settled() || node.node().lost() || node.asking() || nowNanos >= times.deadlineNanos()) {
            return;
        }
        long until = Math.min(times.deadlineNanos(), nowNanos + PULL_ANSWER_NANOS);
        ask(node, PlanActions.REPORT, Exchange.Patience.PROMPT, until, pauseNanos, nowNanos);
    }

    List<NodeState> unsettled() {
        return nodes.stream()
                .filter(node -> !node.settled())
                .map(PlannedNode::node)
                .toList();
    }

    /** Asks every runner without a complete report for what it knows now; false: there is none. */
    boolean collect(long nowNanos) {
        nodes.stream().filter(node -> !node.settled()).forEach(collecting::add);
        List.copyOf(collecting).forEach(node -> pull(node, FIRST_PULL_NANOS, nowNanos));
        return !collecting.isEmpty();
    }

    /** Whether every runner that was asked to tell what it knows has answered. */
    boolean collected() {
        return collecting.isEmpty();
    }

    private void close(long nowNanos) {
        closing = true;
        for (PlannedNode node : nodes) {
            if (!node.settled() && !node.node().lost() && node.close(nowNanos)) {
                ask(
                        node,
                        PlanActions.CLOSE,
                        Exchange.Patience.PERSISTENT,
                        times.deadlineNanos(),
                        FIRST_PULL_NANOS,
                        nowNanos);
            }
        }
    }

    private void ask(
            PlannedNode node,
            Action<RunRef, RunReport> action,
            Exchange.Patience patience,
            long untilNanos,
            long pauseNanos,
            long askedNanos) {
        node.asked();
        Exchange.Listener listener = new Exchange.Listener() {
            @Override
            public void answered(Result result, long nowNanos) {
                node.answered();
                collecting.remove(node);
                answer(node, result, askedNanos, nowNanos);
                boolean older = limits.lease() == null;
                askAgain(node, older ? pauseNanos : Math.max(pauseNanos, AFTER_ANSWER_NANOS), nowNanos);
            }

            @Override
            public void gaveUp(String reason, long nowNanos) {
                node.answered();
                askAgain(node, pauseNanos, nowNanos);
            }
        };
        line.exchanges()
                .start(
                        node.node(),
                        node.id(),
                        line.commands().to(node.node(), action, ref()),
                        patience,
                        untilNanos,
                        listener,
                        askedNanos);
    }

    private void askAgain(PlannedNode node, long pauseNanos, long nowNanos) {
        if (limits.lease() != null) {
            askLater(node, pauseNanos, nowNanos);
            return;
        }
        // An older journal: its run asked more often.
        long longer = Math.min(2 * pauseNanos, LONGEST_PULL_NANOS);
        line.timers().at(nowNanos + pauseNanos, now -> {
            if (node.closed() || !node.rowEnded()) {
                pull(node, longer, now);
            }
        });
    }

    /** Asks after a pause, unless somebody asked meanwhile or nothing new can be told. */
    private void askLater(PlannedNode node, long pauseNanos, long nowNanos) {
        int questions = node.questions();
        line.timers().at(nowNanos + pauseNanos, now -> {
            if (node.questions() != questions || node.settled() || (node.rowEnded() && !node.closed())) {
                return;
            }
            boolean matters = node.closed() || !rowDone(node);
            boolean workIsNews = !node.closed() && anyLost();
            if (matters && (workIsNews || !works(node, now))) {
                pull(node, Math.min(2 * pauseNanos, LONGEST_PULL_NANOS), now);
            } else {
                askLater(node, LONGEST_PULL_NANOS, now);
            }
        });
    }

    private void answer(PlannedNode node, Result result, long askedNanos, long nowNanos) {
        if (!(result.outcome() instanceof Outcome.Failed failed)) {
            report(node, result, askedNanos, nowNanos);
        } else if (failed.failure().kind().equals(FailureKinds.UNKNOWN_RUN)) {
            lost(node, "its runner knows nothing of the run any more", nowNanos);
        }
    }

    /** Nothing is heard of the node: the others are asked for what they know, so that the run can end without it. */
    void silent(long nowNanos) {
        nodes.forEach(other -> pull(other, FIRST_PULL_NANOS, nowNanos));
        closeWhenRowsEnded(nowNanos);
    }

    /** A lost node is back, perhaps after the others were told to close. */
    void back(PlannedNode node, long nowNanos) {
        if (closing) {
            close(nowNanos);
        } else if (node.rowEnded()) {
            pull(node, FIRST_PULL_NANOS, nowNanos);
        }
    }

    /** Another process goes on: what the process before has asked of the node is asked again. */
    void goOn(PlannedNode node, long nowNanos) {
        if (node.settled()) {
            return;
        }
        node.answered();
        renew(node);
        if (closing && node.reopen()) {
            close(nowNanos);
        } else {
            pull(node, FIRST_PULL_NANOS, nowNanos);
        }
    }

    /** No complete report will come from this node. */
    void lost(PlannedNode node, String reason, long nowNanos) {
        if (!node.settled()) {
            node.lost(reason);
            settled(node, nowNanos);
        }
    }

    /** Takes a report, asked for or not. It was made after {@code askedNanos}. */
    void report(PlannedNode node, Result result, long askedNanos, long nowNanos) {
        try {
            RunReport report = PlanActions.REPORT.details().decode(result.details());
            if (node.settled() || !isOurs(report.run(), report.epoch()) || report.index() != node.index()) {
                return;
            }
            node.reported(new NodeReport(report, plan), askedNanos, nowNanos);
            if (node.settled()) {
                collecting.remove(node);
                settled(node, nowNanos);
            } else {
                closeWhenRowsEnded(nowNanos);
            }
        } catch (WireException e) {
            unreadable(node, "report", e);
        }
    }

    /** Takes a {@code progress}, which runners send unasked, or the same in the answer to a renewal. */
    void progress(PlannedNode node, Result result, long nowNanos) {
        try {
            RunReport.Progress progress = PlanActions.PROGRESS_DETAILS.decode(result.details());
            if (!isOurs(progress.run(), progress.epoch())) {
                return;
            }
            switch (progress.state()) {
                case RunReport.Progress.ROW_ENDED, RunReport.Progress.FINAL -> {
                    node.rowHasEnded(nowNanos);
                    closeWhenRowsEnded(nowNanos);
                }
                case RunReport.Progress.RUNNING -> node.works(nowNanos);
                default -> daemon(node, progress.state());
            }
        } catch (WireException e) {
            unreadable(node, "progress", e);
        }
    }

    /** Notes that a runner lost its daemon, or has it back. What that cost is in its report. */
    private void daemon(PlannedNode node, String state) {
        boolean lost = state.equals(RunReport.Progress.DAEMON_LOST);
        if ((lost || state.equals(RunReport.Progress.DAEMON_BACK)) && node.daemonChanged(lost)) {
            line.outbox()
                    .note(node.node().label().text() + (lost ? " lost its x0xd in mid-run" : " has its x0xd back"));
        }
    }

    private void unreadable(PlannedNode node, String what, WireException e) {
        line.outbox().note("unreadable " + what + " from " + node.node().label().text() + ": " + e.getMessage());
    }

    private boolean isOurs(String run, int epoch) {
        return run.equals(plan.ref().run()) && epoch == plan.ref().epoch();
    }

    private void settled(PlannedNode node, long nowNanos) {
        PlanCounters.overload(node).forEach(line.outbox()::warn);
        node.rowHasEnded(nowNanos);
        line.outbox().persist();
        cells.settled(node, nowNanos);
        closeWhenRowsEnded(nowNanos);
        whenSettled.accept(nowNanos);
    }

    private void closeWhenRowsEnded(long nowNanos) {
        if (!closing && nodes.stream().allMatch(this::rowDone)) {
            closing = true;
            line.timers().at(Math.max(nowNanos + limits.grace().toNanos(), lastHopNanos()), this::close);
        }
    }

    /** When the deadline of the last hop between living nodes is over: before, a hop that was not seen is not missing. */
    private long lastHopNanos() {
        if (limits.lease() == null) {
            return 0; // an older journal: its run did not wait for it
        }
        BitSet living = new BitSet();
        nodes.stream().filter(node -> !node.node().lost()).forEach(node -> living.set(node.index()));
        return nodes.stream()
                        .filter(node -> !node.node().lost())
                        .mapToLong(node -> node.lastHopNanos(living::get))
                        .max()
                        .orElse(0)
                + limits.hop().toNanos();
    }

    /** Whether this row still changes what is known of a living node. */
    private boolean rowDone(PlannedNode node) {
        if (node.rowEnded() || node.node().lost()) {
            return true;
        }
        NodeReport known = node.report();
        return known != null
                && anyLost()
                && nodes.stream()
                        .filter(to -> to != node && !to.node().lost())
                        .allMatch(to -> known.allSent(to.index()));
    }

    private boolean anyLost() {
        return nodes.stream().anyMatch(node -> node.node().lost());
    }
}
