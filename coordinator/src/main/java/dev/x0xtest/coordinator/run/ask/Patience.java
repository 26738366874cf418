package dev.x0xtest.coordinator.run.ask;

/** How soon a command that stays unanswered is sent again by another route, and for how long. */
public enum Patience {
    /** The runner can answer at once. */
    PROMPT(2_000_000_000L),
    /** The answer comes after a hop by gossip, which may take seconds on a busy host. */
    SLOW(8_000_000_000L),
    /** The node may only be starting: round the routes again until told to stop. */
    PERSISTENT(2_000_000_000L);

    private final long rawNanos;

    Patience(long rawNanos) {
        this.rawNanos = rawNanos;
    }

    long rawNanos() {
        return rawNanos;
    }
}
