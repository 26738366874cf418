package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.cell.ReceiverRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecords;
import dev.x0xtest.coordinator.run.pairs.Matrix;
import dev.x0xtest.coordinator.run.plans.fleet.FleetPlan;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.action.Sighting;
import dev.x0xtest.wire.plan.RunReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes the attempts of planned cells from the reports of both runners, and has them judged. */
final class PlanCells {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final int MOST_ALIKE = 10_000;

    private final FleetPlan plan;
    private final long hopMs;
    /** Whether columns are closed after the deadline of the last hop: so in all but older journals. */
    private final boolean waitsForHops;

    private final List<PlannedNode> nodes;
    private final EpochCells share;
    private final Matrix matrix;
    private final Predicate<PlannedAttempt> left;
    private final Map<SenderRecord, SenderRecord> senders = new HashMap<>();

    /**
     * {@code nodes} are the armed ones. {@code left} takes an attempt that an interruption left unsent, or says that no later
     * epoch will try it.
     */
    PlanCells(
            FleetPlan plan,
            RunConfig.Limits limits,
            List<PlannedNode> nodes,
            EpochCells share,
            Matrix matrix,
            Predicate<PlannedAttempt> left) {
        this.plan = plan;
        this.hopMs = limits.hop().toMillis();
        this.waitsForHops = limits.lease() != null;
        this.nodes = nodes;
        this.share = share;
        this.matrix = matrix;
        this.left = left;
    }

    /** A node is settled: judges its cells with all other settled nodes, in both directions. */
    void settled(PlannedNode node, long nowNanos) {
        for (PlannedNode other : nodes) {
            if (other != node && other.settled()) {
                judge(node, other, false, null, nowNanos);
                judge(other, node, false, null, nowNanos);
            }
        }
    }

    /**
     * The run is over: judges the remaining cells by what is known; none is tried again.
     *
     * @param when completes "no report before …"; null: every runner had its time
     */
    void rest(@Nullable String when, long nowNanos) {
        for (PlannedNode from : nodes) {
            for (PlannedNode to : nodes) {
                if (from != to) {
                    judge(from, to, true, when, nowNanos);
                }
            }
        }
    }

    private void judge(PlannedNode from, PlannedNode to, boolean last, @Nullable String when, long nowNanos) {
        List<Cell> cells = share.cells(from.index(), to.index());
        for (int sample = 0; sample < cells.size(); sample++) {
            judge(cells.get(sample), sample, from, to, last, when, nowNanos);
        }
    }

    private void judge(
            Cell cell,
            int sample,
            PlannedNode from,
            PlannedNode to,
            boolean last,
            @Nullable String when,
            long nowNanos) {
        if (cell.decided() || !cell.attempts().isEmpty()) {
            return;
        }
        List<RunReport.ColumnEntry> seen =
                to.report() == null ? List.of() : to.report().seen(from.index(), sample);
        NodeReport known = from.report();
        RunReport.RowEntry sent = known == null ? null : known.sent(to.index(), sample);
        long dueMs = plan.dueMs(from.index(), to.index(), sample);
        long lastDueMs = known == null ? dueMs : known.lastDueMs(to.index(), sample);
        long queuedMs = sent == null ? 0 : Math.max(0, dueMs + sent.lateMs() - lastDueMs);
        ReceiverRecord receiver = receiver(from, to, seen, lastDueMs, queuedMs, nowNanos);
        SenderRecord sender = alike(sent == null ? silent(from, when) : ended(record(sent, to), from, when));
        String gap = gap(to, when);
        Arrivals arrivals = Arrivals.of(seen);
        if (gap != null && receiver == ReceiverRecord.NONE && storedIfArrived(from, to, sender, sent, nowNanos)) {
            gap = null;
            arrivals = arrivals.coveredByHistory();
        }
        if (gap == null
                && receiver == ReceiverRecord.NONE
                && sent != null
                && closedBefore(from, to, sent, dueMs, nowNanos)) {
            gap = "it was told to close before the deadline of the hop";
        }
        PlannedAttempt attempt = new PlannedAttempt(
                cell, sample, from, to, sender, receiver, arrivals, gap, known != null && known.tainted(sent));
        boolean unsent = sent != null && sent.leftByInterruption() && seen.isEmpty();
        if (!last && unsent && left.test(attempt)) {
            return;
        }
        cell.add(attempt);
        if (last || (sent != null && RunReport.RowEntry.FAILED_TWICE.equals(sent.code()))) {
            matrix.judgeLast(attempt);
        } else {
            matrix.judge(attempt, nowNanos);
        }
    }

    /**
     * Whether the destination's history would have the hop. Only on the plane {@code durable} a daemon stores a message
     * before it acknowledges it. So the sender must have that acknowledgement, and the reading must have begun after it.
     */
    private boolean storedIfArrived(
            PlannedNode from, PlannedNode to, SenderRecord sender, RunReport.@Nullable RowEntry sent, long nowNanos) {
        NodeReport known = to.report();
        Long begunMs = known == null ? null : known.historyWholeMs(from.index());
        if (begunMs == null
                || sent == null
                || plan.plane() != Plane.DURABLE
                || !to.settled()
                || !(sender instanceof SenderRecord.Accepted accepted)
                || !accepted.path().equals(Plane.DURABLE.acceptedPath())) {
            return false;
        }
        long acknowledgedMs = sent.dueMs() + Math.max(0, sent.tookMs());
        return begunMs - acknowledgedMs + leastLaterMs(from, to, nowNanos) >= 0;
    }

    /** Shares equal records: many sends have the same result, to the millisecond. */
    private SenderRecord alike(SenderRecord sender) {
        SenderRecord known = senders.get(sender);
        if (known != null) {
            return known;
        }
        if (senders.size() < MOST_ALIKE) {
            senders.put(sender, sender);
        }
        return sender;
    }

    /** A row that was closed because its last destinations are lost says only that it was closed. */
    private SenderRecord record(RunReport.RowEntry sent, PlannedNode to) {
        String lost = to.lost();
        return lost != null && sent.state().equals(RunReport.RowEntry.NOT_ATTEMPTED)
                ? new SenderRecord.NotAttempted("destination lost: " + lost)
                : SenderRecords.of(sent, plan.samples() > 1);
    }

    private static SenderRecord silent(PlannedNode from, @Nullable String when) {
        if (when != null && !from.settled()) {
            return new SenderRecord.NoReport(
                    (from.report() == null ? "no report from the source before " : "not known to be sent before ")
                            + when);
        }
        String why = from.lost() == null ? "" : ": " + from.lost();
        return new SenderRecord.NoReport(
                from.report() == null
                        ? "the source's report never came" + why
                        : "the source's report does not say how it went");
    }

    /** A send that was under way when the run ended is not the fault of its source. */
    private static SenderRecord ended(SenderRecord sender, PlannedNode from, @Nullable String when) {
        return when != null && !from.settled() && sender instanceof SenderRecord.NoReport
                ? new SenderRecord.NoReport("no answer from its x0xd before " + when)
                : sender;
    }

    /** Why the destination may have missed a hop; null: it is covered. */
    private static @Nullable String gap(PlannedNode to, @Nullable String when) {
        if (when == null || to.settled()) {
            return to.gap();
        }
        return (to.report() == null ? "no report from it before " : "its report was not final before ") + when;
    }

    /**
     * Whether the destination was told to close while the hop still had time. That happens when the run's deadline comes before
     * the rows have ended.
     */
    private boolean closedBefore(PlannedNode from, PlannedNode to, RunReport.RowEntry sent, long dueMs, long nowNanos) {
        long leftNanos = Math.min(from.goKnownNanos(), nowNanos) + (dueMs + Math.max(0, sent.lateMs())) * NANOS_PER_MS;
        return waitsForHops && to.closedNanos() < leftNanos + hopMs * NANOS_PER_MS;
    }

    private ReceiverRecord receiver(
            PlannedNode from,
            PlannedNode to,
            List<RunReport.ColumnEntry> seen,
            long dueMs,
            long queuedMs,
            long nowNanos) {
        Optional<RunReport.ColumnEntry> intact = of(seen, RunReport.ColumnEntry.INTACT);
        if (intact.isPresent()) {
            ReceiverRecord timed = timed(from, to, intact.get().seenMs() - dueMs, queuedMs, nowNanos);
            // The time of a hop in the history is when it was read there: it came before, nobody knows when.
            boolean bound = intact.get().source().equals(Sighting.HISTORY);
            return bound && timed == ReceiverRecord.INTACT_LATE ? ReceiverRecord.INTACT_UNTIMED : timed;
        }
        if (of(seen, RunReport.ColumnEntry.CORRUPT).isPresent()) {
            return ReceiverRecord.CORRUPT;
        }
        return of(seen, RunReport.ColumnEntry.FOREIGN).isPresent() ? ReceiverRecord.IMPOSTOR : ReceiverRecord.NONE;
    }

    private static Optional<RunReport.ColumnEntry> of(List<RunReport.ColumnEntry> seen, String what) {
        return seen.stream().filter(entry -> entry.what().equals(what)).findFirst();
    }

    /**
     * Whether a hop was in time. The receiver counts from its own {@code go}, the hop was due by the source's {@code
     * go}. The offset of the two is known within bounds, from when each {@code go} was sent and answered. Time in the
     * source's queue does not make a hop late: other cells caused it.
     */
    private ReceiverRecord timed(PlannedNode from, PlannedNode to, long afterDueMs, long queuedMs, long nowNanos) {
        long mostMs = afterDueMs + (Math.min(to.goKnownNanos(), nowNanos) - from.goSentNanos()) / NANOS_PER_MS;
        long leastMs = afterDueMs + leastLaterMs(from, to, nowNanos);
        long limitMs = hopMs + Plane.TOLERANCE.toMillis();
        if (mostMs <= limitMs) {
            return ReceiverRecord.INTACT;
        }
        return leastMs - queuedMs > limitMs ? ReceiverRecord.INTACT_LATE : ReceiverRecord.INTACT_UNTIMED;
    }

    /** How much later than the source's {@code go} that of the destination came at least; may be negative. */
    private static long leastLaterMs(PlannedNode from, PlannedNode to, long nowNanos) {
        return (to.goSentNanos() - Math.min(from.goKnownNanos(), nowNanos)) / NANOS_PER_MS;
    }
}
