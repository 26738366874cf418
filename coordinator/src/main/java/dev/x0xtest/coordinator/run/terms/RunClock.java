package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.coordinator.report.Report;
import java.time.Duration;

/** When the phases of a run began and ended, in nanoseconds of the driver's monotonic clock. */
public final class RunClock {
    private static final long UNSET = Long.MIN_VALUE;

    private long firstNanos = UNSET;
    private long startedNanos = UNSET;
    private long discoveredNanos = UNSET;
    private long matrixNanos = UNSET;
    private long endedNanos = UNSET;
    private final long limitNanos;
    private long deadlineNanos = Long.MAX_VALUE;

    /** A run that may take this long. */
    public RunClock(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** The first event came; later calls change nothing. The deadline counts from here. */
    public void firstEvent(long nowNanos) {
        if (firstNanos == UNSET) {
            firstNanos = nowNanos;
            deadlineNanos = nowNanos + limitNanos;
        }
    }

    /** When the run ends at the latest. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** The run does not end before this moment, whatever its deadline was. */
    public void notBefore(long nanos) {
        deadlineNanos = Math.max(deadlineNanos, nanos);
    }

    /** The anchor answered: discovery begins. */
    public void started(long nowNanos) {
        startedNanos = nowNanos;
    }

    /** No node is sought any more, or plans begin without those that are. Later calls change nothing. */
    public void discovered(long nowNanos) {
        discoveredNanos = discoveredNanos == UNSET ? nowNanos : discoveredNanos;
    }

    /** The first hops may be sent: by plans, or pair by pair. Later calls change nothing. */
    public void matrixBegan(long nowNanos) {
        matrixNanos = matrixNanos == UNSET ? nowNanos : matrixNanos;
    }

    /** The run ended. */
    public void ended(long nowNanos) {
        endedNanos = nowNanos;
    }

    /** How long hops have been sent, in ms; since the first event, if none was. */
    public long measuredMs(long nowNanos) {
        return Math.max(0, (nowNanos - orElse(matrixNanos, firstNanos)) / 1_000_000);
    }

    /** When the anchor answered. */
    public long startedNanos() {
        return startedNanos;
    }

    /** When the first event came. */
    public long firstNanos() {
        return firstNanos;
    }

    /**
     * The durations for the report. Each phase begins where the one before ends, and a phase that the run skipped takes no
     * time: so the phases add up to the total, to the millisecond.
     */
    public Report.Timing timing() {
        long connected = orElse(startedNanos, endedNanos);
        long measuring = orElse(matrixNanos, endedNanos);
        long searched = Math.min(orElse(discoveredNanos, endedNanos), measuring);
        long[] until = {ms(connected), ms(searched), ms(measuring), ms(endedNanos)};
        return new Report.Timing(until[0], until[1] - until[0], until[2] - until[1], until[3] - until[2]);
    }

    private static long orElse(long nanos, long otherwise) {
        return nanos == UNSET ? otherwise : nanos;
    }

    /** Since the first event. */
    private long ms(long nanos) {
        return nanos == UNSET || firstNanos == UNSET ? 0 : Math.max(0, (nanos - firstNanos) / 1_000_000);
    }
}
