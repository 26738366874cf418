package dev.x0xtest.wire.action;

import org.jspecify.annotations.Nullable;

/**
 * The runner's connection to its daemon's {@code GET /direct/events}. {@code docs/protocol.md}, section Answers to
 * probes.
 *
 * @param attached whether the stream is open now
 * @param generation number of the attachment, raised by each one: two equal numbers mean one unbroken attachment
 * @param sinceMs wall clock of the attachment in ms since 1970, for display only
 * @param ageMs monotonic ms since the attachment
 * @param gaps losses of the stream since the runner's start
 * @param evicted the daemon's {@code subscriber_events_evicted}; -1 if unknown
 * @param unparsed frames of the stream that could not be read
 * @param daemonUptimeSecs uptime of the daemon in s
 * @param incomingTotal the daemon's counter of incoming messages; a decrease means that it was reset
 * @param sightingsDropped entries that the runner's ledger gave up
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
     * A direct message from a runner to its own agent, which tests whether the stream still delivers.
     *
     * @param returned whether it came back on the stream
     * @param rttMs ms from sending to its return or to the timeout
     * @param error why it did not come back; null if it did
     */
    public record SelfDm(
            boolean returned, long rttMs, @Nullable String error) {}
}
