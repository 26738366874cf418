package dev.x0xtest.runner.ledger;

/**
 * Whether this runner keeps away from the mesh's topics: a coordinator may ask for it at discovery, for its run only. A
 * discovery that does not ask for it ends it, as our coordinator's farewell does; so do 30 s without a command. Pure.
 */
public final class PubsubOptOut {
    private static final long QUIET_NANOS = 30_000_000_000L;

    private boolean optedOut;
    private long lastCommandNanos;

    /** An accepted discovery, the beginning or the end of a run. */
    public void discovery(boolean asksForOptOut, long nowNanos) {
        optedOut = asksForOptOut;
        lastCommandNanos = nowNanos;
    }

    /** Any other accepted command: the run goes on. */
    public void command(long nowNanos) {
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
