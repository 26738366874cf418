package dev.x0xtest.runner.service;

/** Detects a restart of the daemon from its uptime. Pure. */
public final class DaemonWatch {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** The uptime is in whole seconds, and the answer takes time to arrive. */
    private static final long TOLERANCE_NANOS = 3 * NANOS_PER_SECOND;

    private boolean known;
    private long startedNanos;

    /** Whether the daemon that answers now started later than the daemon of the previous answer. */
    public boolean restarted(long uptimeSecs, long nowNanos) {
        long started = nowNanos - uptimeSecs * NANOS_PER_SECOND;
        boolean later = known && started - startedNanos > TOLERANCE_NANOS;
        if (!known || later) {
            startedNanos = started;
        }
        known = true;
        return later;
    }
}
