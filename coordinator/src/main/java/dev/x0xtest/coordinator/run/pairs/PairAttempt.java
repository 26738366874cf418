package dev.x0xtest.coordinator.run.pairs;

import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.cell.Attempt;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.cell.ReceiverRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecord;
import dev.x0xtest.coordinator.run.node.Coverage;
import dev.x0xtest.wire.action.NoopAck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt by the per-pair path: one command to the source; receipts of the destination, and questions to it. */
final class PairAttempt extends Attempt {
    private final String requestId;
    private final long dispatchedNanos;
    private final Sightings sightings;
    private final Coverage.@Nullable Baseline baseline;
    private @Nullable Exchange exchange;
    private long senderKnownNanos;
    private boolean waiting;

    /** A try whose command is about to be sent; {@code baseline} is the destination's latest before that. */
    PairAttempt(
            Cell cell,
            int number,
            String requestId,
            long dispatchedNanos,
            Sightings sightings,
            Coverage.@Nullable Baseline baseline) {
        super(cell, number, null, "it was not asked");
        this.requestId = requestId;
        this.dispatchedNanos = dispatchedNanos;
        this.sightings = sightings;
        this.baseline = baseline;
    }

    /** The command is on its way. */
    void sentBy(Exchange command) {
        if (exchange != null) {
            throw new IllegalStateException("attempt " + requestId + " was sent already");
        }
        exchange = command;
    }

    /**
     * The source's record came, or will not come. Only another answer of a daemon replaces an answer of a daemon: an
     * exchange that times out after it says nothing new.
     */
    void senderSays(SenderRecord record, long nowNanos) {
        if (senderSpoke() && !spoke(record)) {
            return;
        }
        senderSays(record);
        senderKnownNanos = nowNanos;
    }

    /** A record of the source itself came after all: the wait for the receiver starts again from it. */
    void senderSaysLate(SenderRecord record, long nowNanos) {
        senderSays(record, nowNanos);
        waiting = false;
    }

    /** Starts the wait for the receiver; false: it has started already. */
    boolean startWaiting() {
        boolean started = !waiting;
        waiting = true;
        return started;
    }

    /** Whether the destination could have missed the hop cannot be shown, for this reason. */
    void uncovered(String reason) {
        coverage(reason);
    }

    /** The destination answered after the grace: what it says shows whether it could have missed the hop. */
    void covered(NoopAck.Details after, long askedNanos) {
        if (baseline != null) {
            coverage(Coverage.gap(baseline, after, askedNanos));
        }
    }

    /** What the destination said of its stream before the source was told to send; null: it was never ready. */
    Coverage.@Nullable Baseline baseline() {
        return baseline;
    }

    Sightings sightings() {
        return sightings;
    }

    /** Null: its command was not sent. */
    @Nullable
    Exchange exchange() {
        return exchange;
    }

    /** When the source's record came; its send began {@code sendMs} before at the latest. */
    long senderKnownNanos() {
        return senderKnownNanos;
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

    /** Whether the record is the answer of the source's runner. */
    boolean senderSpoke() {
        return spoke(sender());
    }

    private static boolean spoke(@Nullable SenderRecord record) {
        return record instanceof SenderRecord.Accepted || record instanceof SenderRecord.Refused;
    }

    /** The latest moment at which the hop can have left its source. */
    long latestSendNanos() {
        if (sender() instanceof SenderRecord.Accepted accepted) {
            if (accepted.runnerAttempts() > 1) {
                // The time may be that of all tries (upstream's is); the last one may have begun just now.
                return senderKnownNanos;
            }
            return Math.max(dispatchedNanos, senderKnownNanos - accepted.sendMs() * 1_000_000);
        }
        if (sender() instanceof SenderRecord.Refused refused) {
            return Math.max(dispatchedNanos, senderKnownNanos - refused.sendMs() * 1_000_000);
        }
        return Long.MAX_VALUE;
    }
}
