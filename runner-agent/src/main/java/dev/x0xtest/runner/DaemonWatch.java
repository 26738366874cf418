package dev.x0xtest.runner;

/** Notices from its uptime that a daemon was restarted. Pure. */
final class DaemonWatch {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Uptime is told in whole seconds, and the answer takes its time. */
    private static final long TOLERANCE_NANOS = 3 * NANOS_PER_SECOND;

    private boolean known;
    private long startedNanos;

    /** Whether the daemon that answers now started later than the one that answered before. */
    boolean restarted(long uptimeSecs, long nowNanos) {
        long started = nowNanos - uptimeSecs * NANOS_PER_SECOND;
        boolean later = known && started - startedNanos > TOLERANCE_NANOS;
        if (!known || later) {
            startedNanos = started;
        }
        known = true;
        return later;
    }
}
