package dev.x0xtest.coordinator.run.pairs;

import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.cell.Attempt;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.cell.ReceiverRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecord;
import dev.x0xtest.coordinator.run.node.Coverage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A try by the per-pair path: one command to the source, receipts and questions to the destination. */
final class PairAttempt extends Attempt {
    public final String requestId;
    final long dispatchedNanos;
    final Sightings sightings;
    /** What the destination said of its stream before the source was told to send. */
    final Coverage.@Nullable Baseline baseline;

    @Nullable
    Exchange exchange;

    /** When the source's answer came; its send began {@code sendMs} before at the latest. */
    long senderKnownNanos;

    boolean waiting;

    PairAttempt(
            Cell cell,
            int number,
            String requestId,
            long dispatchedNanos,
            Sightings sightings,
            Coverage.@Nullable Baseline baseline) {
        super(cell, number);
        this.requestId = requestId;
        this.dispatchedNanos = dispatchedNanos;
        this.sightings = sightings;
        this.baseline = baseline;
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public ReceiverRecord receiver(long hopNanos) {
        return sightings.record(hopNanos, latestSendNanos());
    }

    @Override
    public int duplicates() {
        return sightings.duplicates();
    }

    @Override
    public List<String> flags() {
        return sightings.flags();
    }

    @Override
    public String sighted() {
        return sightings.phrase();
    }

    @Override
    public String control() {
        return exchange == null ? "" : exchange.trace();
    }

    /** Whether the source's runner itself has said how it went; the same record may come again. */
    boolean senderSpoke() {
        return sender instanceof SenderRecord.Accepted || sender instanceof SenderRecord.Refused;
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
