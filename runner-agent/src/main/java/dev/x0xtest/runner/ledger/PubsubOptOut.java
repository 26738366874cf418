package dev.x0xtest.runner.ledger;

import java.util.function.BooleanSupplier;

/**
 * Decides whether this runner avoids the pub-sub topics. A coordinator requests it in {@code discover}, for the
 * duration of its run. From then on no result goes to a topic. The subscriptions stay until the first command after
 * discovery, because a daemon without a subscription relays little of the discovery to others.
 *
 * <p>A later {@code discover} without the request ends the opt-out; our coordinator sends one at the end of a run.
 * Upstream's coordinator does not: its run ends 5 s after the runner's last activity for it, and in any case 30 s after
 * its last command. Pure. {@code docs/protocol.md}, section Opt-out of the topics.
 */
public final class PubsubOptOut {
    private static final long WITHOUT_COMMAND_NANOS = 30_000_000_000L;
    private static final long QUIET_NANOS = 5_000_000_000L;

    private final BooleanSupplier busy;
    private boolean optedOut;
    private boolean commanded;
    private long lastCommandNanos;
    private long lastActivityNanos;

    /**
     * Starts without an opt-out.
     *
     * @param busy whether a command or a result is in progress; called at each query
     */
    public PubsubOptOut(BooleanSupplier busy) {
        this.busy = busy;
    }

    /** An accepted {@code discover}: a run begins or ends. */
    public void discovery(boolean asksForOptOut, long nowNanos) {
        optedOut = asksForOptOut;
        commanded = false;
        lastCommandNanos = nowNanos;
    }

    /** Any other accepted command: the run continues. */
    public void command(long nowNanos) {
        commanded = true;
        lastCommandNanos = nowNanos;
        lastActivityNanos = nowNanos;
    }

    /** A result or a receipt was sent: the run continues. */
    public void activity(long nowNanos) {
        lastActivityNanos = nowNanos;
    }

    /** Whether the runner is to be unsubscribed now. */
    public boolean isAway(long nowNanos) {
        return isOptedOut(nowNanos) && commanded;
    }

    /** Whether results must avoid the topics now. */
    public boolean isOptedOut(long nowNanos) {
        if (busy.getAsBoolean()) {
            activity(nowNanos);
        }
        optedOut &= remainingNanos(nowNanos) > 0;
        return optedOut;
    }

    /** Time in ns until the opt-out ends without further activity. */
    public long remainingNanos(long nowNanos) {
        long longest = WITHOUT_COMMAND_NANOS - (nowNanos - lastCommandNanos);
        return commanded ? Math.min(longest, QUIET_NANOS - (nowNanos - lastActivityNanos)) : longest;
    }
}
