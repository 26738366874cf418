package dev.x0xtest.runner.ledger;

/**
 * Whether this runner keeps away from the mesh's topics: a coordinator may ask for it at discovery, for its run only.
 * Nobody announces the end of such a run, so 30 s without a command is taken for it. Pure.
 */
public final class PubsubOptOut {
    private static final long QUIET_NANOS = 30_000_000_000L;

    private boolean optedOut;
    private long lastCommandNanos;

    /** An accepted command; one that asks for the opt-out starts it, any other of the run prolongs it. */
    public void command(boolean asksForOptOut, long nowNanos) {
        optedOut |= asksForOptOut;
        lastCommandNanos = nowNanos;
    }

    /** Whether to stay away, as of now. */
    public boolean isOptedOut(long nowNanos) {
        optedOut &= remainingNanos(nowNanos) > 0;
        return optedOut;
    }

    /** Until the opt-out ends if no further command comes. */
    public long remainingNanos(long nowNanos) {
        return QUIET_NANOS - (nowNanos - lastCommandNanos);
    }
}
