package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.report.CellClass;
import org.jspecify.annotations.Nullable;

/** One try of one cell: what was asked of the source, and what both ends said of it. */
final class Attempt {
    final Cell cell;
    final int number;
    final String requestId;
    final long dispatchedNanos;
    final Sightings sightings;
    /** What the destination said of its stream before the source was told to send. */
    final Coverage.@Nullable Baseline baseline;

    @Nullable
    Exchange exchange;

    @Nullable
    SenderRecord sender;
    /** When the source's answer came; its send began {@code sendMs} before at the latest. */
    long senderKnownNanos;

    /** Why the destination may have missed the hop; null once it is known to be covered. */
    @Nullable
    String gap = "it was not asked";

    boolean waiting;
    CellJudge.@Nullable Judgement judgement;

    Attempt(
            Cell cell,
            int number,
            String requestId,
            long dispatchedNanos,
            Sightings sightings,
            Coverage.@Nullable Baseline baseline) {
        this.cell = cell;
        this.number = number;
        this.requestId = requestId;
        this.dispatchedNanos = dispatchedNanos;
        this.sightings = sightings;
        this.baseline = baseline;
    }

    boolean decided() {
        return judgement != null;
    }

    /** Whether the source's runner itself has said how it went; the same record may come again. */
    boolean senderSpoke() {
        return sender instanceof SenderRecord.Accepted || sender instanceof SenderRecord.Refused;
    }

    /** Null until it is decided. */
    @Nullable
    CellClass shows() {
        return judgement == null ? null : judgement.outcome().cellClass();
    }

    /** The latest moment at which the hop can have left its source. */
    long latestSendNanos() {
        if (sender instanceof SenderRecord.Accepted accepted) {
            if (accepted.runnerAttempts() > 1) {
                // The time may be that of all tries (upstream's is); the last one may have begun just now.
                return senderKnownNanos;
            }
            return Math.max(dispatchedNanos, senderKnownNanos - accepted.sendMs() * 1_000_000);
        }
        if (sender instanceof SenderRecord.Refused refused) {
            return Math.max(dispatchedNanos, senderKnownNanos - refused.sendMs() * 1_000_000);
        }
        return Long.MAX_VALUE;
    }
}
