package dev.x0xtest.runner.ledger;

import java.util.function.BooleanSupplier;

/**
 * Whether this runner keeps away from the mesh's topics: a coordinator may ask for it at discovery, for its run only. No
 * result goes there from then on; the subscriptions are given up at the first command, when discovery is over, because
 * x0xd carries little to others for a daemon that is not subscribed itself. A discovery that does not ask for it ends it,
 * as our coordinator's farewell does. Upstream's says no farewell: its run is over 5 s after the last thing that this
 * runner did for it, and 30 s after the last command whatever it does. Pure.
 */
public final class PubsubOptOut {
    private static final long WITHOUT_COMMAND_NANOS = 30_000_000_000L;
    private static final long QUIET_NANOS = 5_000_000_000L;

    private final BooleanSupplier busy;
    private boolean optedOut;
    private boolean commanded;
    private long lastCommandNanos;
    private long lastActivityNanos;

    /** @param busy whether a command or a result is under way; asked when the opt-out is */
    public PubsubOptOut(BooleanSupplier busy) {
        this.busy = busy;
    }

    /** An accepted discovery, the beginning or the end of a run. */
    public void discovery(boolean asksForOptOut, long nowNanos) {
        optedOut = asksForOptOut;
        commanded = false;
        lastCommandNanos = nowNanos;
    }

    /** Any other accepted command: the run goes on. */
    public void command(long nowNanos) {
        commanded = true;
        lastCommandNanos = nowNanos;
        lastActivityNanos = nowNanos;
    }

    /** A result has gone, that of a command or the receipt of a hop: the run goes on. */
    public void activity(long nowNanos) {
        lastActivityNanos = nowNanos;
    }

    /** Whether the topics are left, as of now. */
    public boolean isAway(long nowNanos) {
        return isOptedOut(nowNanos) && commanded;
    }

    /** Whether results keep off the topics, as of now. */
    public boolean isOptedOut(long nowNanos) {
        if (busy.getAsBoolean()) {
            activity(nowNanos);
        }
        optedOut &= remainingNanos(nowNanos) > 0;
        return optedOut;
    }

    /** Until the opt-out ends if nothing further happens. */
    public long remainingNanos(long nowNanos) {
        long longest = WITHOUT_COMMAND_NANOS - (nowNanos - lastCommandNanos);
        return commanded ? Math.min(longest, QUIET_NANOS - (nowNanos - lastActivityNanos)) : longest;
    }
}
