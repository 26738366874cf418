package dev.x0xtest.coordinator.run.plans;

import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.cell.ReceiverRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecords;
import dev.x0xtest.coordinator.run.pairs.Matrix;
import dev.x0xtest.wire.plan.RunReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the reports of two runners into what both ends of their cells say, and has the one judge judge. */
final class PlanCells {
    /** Tolerance of design §3 on top of the hop's deadline. */
    private static final long TOLERANCE_MS = 2_000;

    private static final long NANOS_PER_MS = 1_000_000;
    private static final int MOST_ALIKE = 10_000;

    private final FleetPlan plan;
    private final long hopMs;
    private final List<PlannedNode> nodes;
    private final Matrix matrix;
    private final Map<SenderRecord, SenderRecord> senders = new HashMap<>();

    /** {@code nodes} are those that were armed. */
    PlanCells(FleetPlan plan, long hopMs, List<PlannedNode> nodes, Matrix matrix) {
        this.plan = plan;
        this.hopMs = hopMs;
        this.nodes = nodes;
        this.matrix = matrix;
    }

    /** A node's report is complete, or will never come: all its cells towards others like it can be judged. */
    void settled(PlannedNode node, long nowNanos) {
        for (PlannedNode other : nodes) {
            if (other != node && other.settled()) {
                judge(node, other, false, nowNanos);
                judge(other, node, false, nowNanos);
            }
        }
    }

    /** The run is over: what is left is judged on what is known, and not tried again. */
    void rest(long nowNanos) {
        for (PlannedNode from : nodes) {
            for (PlannedNode to : nodes) {
                if (from != to) {
                    judge(from, to, true, nowNanos);
                }
            }
        }
    }

    private void judge(PlannedNode from, PlannedNode to, boolean last, long nowNanos) {
        matrix.samples(from.node(), to.node()).forEach(cell -> judge(cell, from, to, last, nowNanos));
    }

    private void judge(Cell cell, PlannedNode from, PlannedNode to, boolean last, long nowNanos) {
        if (cell.decided() || !cell.attempts().isEmpty()) {
            return;
        }
        List<RunReport.ColumnEntry> seen =
                to.report() == null ? List.of() : to.report().seen(from.index(), cell.sample());
        RunReport.RowEntry sent = from.report() == null ? null : from.report().sent(to.index(), cell.sample());
        long dueMs = plan.dueMs(from.index(), to.index(), cell.sample());
        ReceiverRecord receiver = receiver(from, to, seen, sent, dueMs, nowNanos);
        SenderRecord sender = alike(sent == null ? silent(from) : SenderRecords.of(sent));
        PlannedAttempt attempt = new PlannedAttempt(cell, from, to, sender, receiver, Arrivals.of(seen));
        cell.add(attempt);
        if (last) {
            matrix.judgeLast(attempt);
        } else {
            matrix.judge(attempt, nowNanos);
        }
    }

    /** Many sends go alike, to the millisecond: what is said of them is kept once. */
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

    private static SenderRecord silent(PlannedNode from) {
        String why = from.lost() == null ? "" : ": " + from.lost();
        return new SenderRecord.NoReport(
                from.report() == null
                        ? "the source's report never came" + why
                        : "the source's report does not say how it went");
    }

    private ReceiverRecord receiver(
            PlannedNode from,
            PlannedNode to,
            List<RunReport.ColumnEntry> seen,
            RunReport.@Nullable RowEntry sent,
            long dueMs,
            long nowNanos) {
        Optional<RunReport.ColumnEntry> intact = of(seen, RunReport.ColumnEntry.INTACT);
        if (intact.isPresent()) {
            long queuedMs = sent == null ? 0 : Math.max(0, sent.lateMs());
            return timed(from, to, intact.get().seenMs() - dueMs, queuedMs, nowNanos);
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
     * The receiver counts from its own {@code go}, the hop was due by its source's: how far the two lie apart is known
     * within bounds, from when each was sent and answered. A hop that only waited in its source's queue is not called
     * late: other cells kept it there.
     */
    private ReceiverRecord timed(PlannedNode from, PlannedNode to, long afterDueMs, long queuedMs, long nowNanos) {
        long mostMs = afterDueMs + (Math.min(to.goKnownNanos(), nowNanos) - from.goSentNanos()) / NANOS_PER_MS;
        long leastMs = afterDueMs + (to.goSentNanos() - Math.min(from.goKnownNanos(), nowNanos)) / NANOS_PER_MS;
        long limitMs = hopMs + TOLERANCE_MS;
        if (mostMs <= limitMs) {
            return ReceiverRecord.INTACT;
        }
        return leastMs - queuedMs > limitMs ? ReceiverRecord.INTACT_LATE : ReceiverRecord.INTACT_UNTIMED;
    }
}
