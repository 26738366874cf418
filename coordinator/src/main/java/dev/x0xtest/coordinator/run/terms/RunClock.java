package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.coordinator.report.Report;

/** When the phases of a run began and ended, in nanoseconds of the driver's monotonic clock. */
public final class RunClock {
    private static final long UNSET = Long.MIN_VALUE;

    private long firstNanos = UNSET;
    private long startedNanos = UNSET;
    private long discoveredNanos = UNSET;
    private long matrixNanos = UNSET;
    private long lastReadyNanos = UNSET;
    private long endedNanos = UNSET;

    /** The first event came; later calls change nothing. The deadline counts from here. */
    public void firstEvent(long nowNanos) {
        firstNanos = firstNanos == UNSET ? nowNanos : firstNanos;
    }

    /** The anchor answered: discovery begins. */
    public void started(long nowNanos) {
        startedNanos = nowNanos;
    }

    /** Every node was found or given up; later calls change nothing. */
    public void discovered(long nowNanos) {
        discoveredNanos = discoveredNanos == UNSET ? nowNanos : discoveredNanos;
    }

    /** A node became ready; the latest call counts. */
    public void ready(long nowNanos) {
        lastReadyNanos = nowNanos;
    }

    /** The first hops may be sent: by plans, or pair by pair. Later calls change nothing. */
    public void matrixBegan(long nowNanos) {
        matrixNanos = matrixNanos == UNSET ? nowNanos : matrixNanos;
    }

    /** The run ended. */
    public void ended(long nowNanos) {
        endedNanos = nowNanos;
    }

    /** When the first event came. */
    public long firstNanos() {
        return firstNanos;
    }

    /**
     * The durations for the report. Discovery: from the start to the last node found or given up. Ready: from the start
     * to the last node ready. Matrix: from the first {@code go}, or the first ready node without a plan, to the end; it
     * may overlap discovery. Total: from the first event to the end.
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
