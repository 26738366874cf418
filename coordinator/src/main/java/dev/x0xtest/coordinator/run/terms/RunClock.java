package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.coordinator.report.Report;

/** When the parts of a run began and ended, on the driver's monotonic clock. */
public final class RunClock {
    private static final long UNSET = Long.MIN_VALUE;

    private long firstNanos = UNSET;
    private long startedNanos = UNSET;
    private long discoveredNanos = UNSET;
    private long matrixNanos = UNSET;
    private long lastReadyNanos = UNSET;
    private long endedNanos = UNSET;

    public void firstEvent(long nowNanos) {
        firstNanos = firstNanos == UNSET ? nowNanos : firstNanos;
    }

    public void started(long nowNanos) {
        startedNanos = nowNanos;
    }

    public void discovered(long nowNanos) {
        discoveredNanos = discoveredNanos == UNSET ? nowNanos : discoveredNanos;
    }

    public void ready(long nowNanos) {
        lastReadyNanos = nowNanos;
    }

    /** From now on hops are sent: by the plans, or to and from a node that is ready. */
    public void matrixBegan(long nowNanos) {
        matrixNanos = matrixNanos == UNSET ? nowNanos : matrixNanos;
    }

    public void ended(long nowNanos) {
        endedNanos = nowNanos;
    }

    public long firstNanos() {
        return firstNanos;
    }

    /**
     * Discovery: start to the last node found or given up; ready: start to the last node ready; matrix: the first
     * {@code go}, or the first node ready that no plan covers, to the end; its cells are tried while others are still being
     * sought.
     */
    public Report.Timing timing() {
        return new Report.Timing(
                between(startedNanos, discoveredNanos),
                between(startedNanos, lastReadyNanos),
                between(matrixNanos, endedNanos),
                between(firstNanos, endedNanos));
    }

    private static long between(long fromNanos, long toNanos) {
        return fromNanos == UNSET || toNanos == UNSET ? 0 : Math.max(0, (toNanos - fromNanos) / 1_000_000);
    }
}
