package dev.x0xtest.wire.action;

import org.jspecify.annotations.Nullable;

/**
 * The runner's view of its daemon's {@code /direct/events}.
 *
 * @param attached whether the stream is open now
 * @param generation one more with every attachment: equal numbers mean the same unbroken one
 * @param sinceMs wall clock in ms since 1970 of the attachment, for display only
 * @param ageMs monotonic ms since the attachment
 * @param gaps times the stream was lost since the runner's start
 * @param evicted the daemon's {@code subscriber_events_evicted}; -1 if not known
 * @param unparsed frames of the stream that could not be read
 * @param daemonUptimeSecs in s
 * @param incomingTotal a counter of the daemon: a decrease means that it was reset
 * @param sightingsDropped entries that the runner's ledger had to give up
 */
public record Attachment(
        boolean attached,
        long generation,
        long sinceMs,
        long ageMs,
        long gaps,
        long evicted,
        long unparsed,
        long daemonUptimeSecs,
        long incomingTotal,
        long sightingsDropped) {

    /**
     * A DM that a runner sent to its own agent, to see whether its stream still delivers.
     *
     * @param returned whether it came back on the stream
     * @param rttMs from sending to its return, or to giving up
     * @param error why not, if it did not
     */
    public record SelfDm(
            boolean returned, long rttMs, @Nullable String error) {}
}
