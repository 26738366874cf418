package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.run.terms.RunClock;
import dev.x0xtest.coordinator.run.terms.RunConfig;

/** The durations of a planned run, in nanoseconds. They leave time for the reports before the run's deadline. */
public record PlanTimes(RunConfig.Limits limits, RunClock clock) {
    /** How long a runner that is not busy may take to answer its plan. */
    static final long ARM_NANOS = 10_000_000_000L;

    /**
     * How long a busy runner may take. Longer than a lease: it may hold the run of a dead coordinator until that
     * expires.
     */
    private static final long PATIENCE_NANOS = PlanReports.LEASE_NANOS + 5_000_000_000L;
    /** Kept free at the end of a run, after the grace, for the last reports. */
    private static final long COLLECT_NANOS = 6_000_000_000L;

    private static final long QUIET_NANOS = 10_000_000_000L;
    private static final long LEAST_RUN_NANOS = 1_000_000_000L;

    long deadlineNanos() {
        return clock.deadlineNanos();
    }

    /** Quiet period: nodes found after it use the per-pair path. */
    public long quietNanos() {
        return Math.min(QUIET_NANOS, limits.deadline().toNanos() / 4);
    }

    /** Arming deadline for runners that answered "busy". */
    long armedBy(long nowNanos) {
        long leftNanos = deadlineNanos() - nowNanos;
        return nowNanos + Math.max(Math.min(ARM_NANOS, leftNanos / 2), Math.min(PATIENCE_NANOS, leftNanos / 3));
    }

    /** How long rows that begin now may take. */
    long runNanos(long nowNanos) {
        long leftNanos = deadlineNanos() - nowNanos;
        return Math.max(LEAST_RUN_NANOS, leftNanos - limits.grace().toNanos() - COLLECT_NANOS);
    }
}
