package dev.x0xtest.coordinator.run.node;

import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.action.NoopAck;
import org.jspecify.annotations.Nullable;

/**
 * Whether a receiver would have seen a hop (docs/glossary.md). It would if its stream was attached before the source sent,
 * stayed attached without a gap, lost nothing to eviction or parse errors, and returned the message that the node sent
 * to itself.
 */
public final class Coverage {
    private Coverage() {}

    /** The receiver's state before the source was told to send; {@code answeredNanos} is when its answer arrived. */
    public record Baseline(@Nullable Attachment attachment, long answeredNanos) {}

    /**
     * Why the receiver may have missed the hop; null when it is covered.
     *
     * @param after its state when it was asked again
     * @param askedNanos when that question was sent
     */
    public static @Nullable String gap(Baseline before, NoopAck.Details after, long askedNanos) {
        Attachment first = before.attachment();
        Attachment last = after.attachment();
        if (first == null || last == null) {
            return "its runner gives no coverage";
        }
        if (!first.attached()) {
            return "its stream was not attached when the hop was sent";
        }
        String change = change(first, last);
        if (change != null) {
            return change;
        }
        // A restarted runner has the same counters. Two things give it away: its attachment is too young, or its own
        // wall clock shows another start.
        long mustBeOlderMs = (askedNanos - before.answeredNanos()) / 1_000_000;
        if (last.sinceMs() != first.sinceMs() || last.ageMs() < mustBeOlderMs) {
            return "its stream was attached anew";
        }
        Attachment.SelfDm self = after.selfDm();
        if (self == null || !self.returned()) {
            return "its own message to itself did not come back";
        }
        return null;
    }

    private static @Nullable String change(Attachment first, Attachment last) {
        if (!last.attached() || last.generation() != first.generation() || last.gaps() != first.gaps()) {
            return "its stream was interrupted";
        }
        if (last.evicted() < 0 || first.evicted() < 0) {
            return "its daemon's eviction counter could not be read";
        }
        if (last.evicted() != first.evicted()) {
            return (last.evicted() - first.evicted()) + " events were evicted by its daemon";
        }
        if (last.incomingTotal() < first.incomingTotal() || last.daemonUptimeSecs() < first.daemonUptimeSecs()) {
            return "its daemon was restarted";
        }
        if (last.unparsed() != first.unparsed()) {
            return (last.unparsed() - first.unparsed()) + " frames could not be read";
        }
        if (last.sightingsDropped() != first.sightingsDropped()) {
            return "its runner dropped sightings";
        }
        return null;
    }
}
