package dev.x0xtest.local.simulation;

/** Does one thing at a time, in the order in which they come. */
final class Processor {
    private long freeNanos = Long.MIN_VALUE;

    /** Takes up work that comes now; returns when it will be done. */
    long done(long nowNanos, long costNanos) {
        freeNanos = Math.max(freeNanos, nowNanos) + costNanos;
        return freeNanos;
    }

    /** Does nothing until then. */
    void freeze(long untilNanos) {
        freeNanos = Math.max(freeNanos, untilNanos);
    }

    boolean busy(long nowNanos) {
        return freeNanos > nowNanos;
    }
}
