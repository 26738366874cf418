package dev.x0xtest.coordinator.run.terms;

import java.time.Duration;

/**
 * The bounds of a run.
 *
 * @param deadline from the first event to the report, whatever is lost
 * @param discover how long a node may take to be found and ready
 * @param hop how long after it was sent a hop still counts, without the two seconds of tolerance
 * @param grace how long a missing sighting is waited for before the receiver is asked whether it could have missed it
 * @param undecidedAttempts tries of a cell that stays unobserved, or whose sender has not heard of the recipient yet
 * @param refutedAttempts tries of a cell that was refuted
 * @param perRunner commands under way at one runner
 * @param total commands under way in all
 * @param payloadBytes random bytes carried by each hop
 * @param samples hops of each pair, one after the other
 * @param burst runners that carry plans out begin all their hops at once, on purpose
 */
public record RunLimits(
        Duration deadline,
        Duration discover,
        Duration hop,
        Duration grace,
        int undecidedAttempts,
        int refutedAttempts,
        int perRunner,
        int total,
        int payloadBytes,
        int samples,
        boolean burst) {}
