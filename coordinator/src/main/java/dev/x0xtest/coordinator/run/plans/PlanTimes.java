package dev.x0xtest.coordinator.run.plans;

import dev.x0xtest.coordinator.run.terms.RunClock;
import dev.x0xtest.coordinator.run.terms.RunConfig;

/** How long the parts of a planned run may take, so that its reports are there by the run's deadline. */
record PlanTimes(RunConfig.Limits limits, RunClock clock) {
    /** A runner that is there and free answers its plan by then. */
    static final long ARM_NANOS = 10_000_000_000L;

    /** Longer than a lease: whoever asks for patience may have a run whose coordinator is gone. */
    private static final long PATIENCE_NANOS = PlanReports.LEASE_NANOS + 5_000_000_000L;
    /** What is kept free at a run's end for the last reports, beside the grace. */
    private static final long COLLECT_NANOS = 6_000_000_000L;

    private static final long QUIET_NANOS = 10_000_000_000L;
    private static final long LEAST_RUN_NANOS = 1_000_000_000L;

    long deadlineNanos() {
        return clock.firstNanos() + limits.deadline().toNanos();
    }

    /** Those that are found later than so long after the last one go pair by pair. */
    long quietNanos() {
        return Math.min(QUIET_NANOS, limits.deadline().toNanos() / 4);
    }

    /** When the last of those must be armed that ask for patience now. */
    long armedBy(long nowNanos) {
        long leftNanos = deadlineNanos() - nowNanos;
        return nowNanos + Math.max(Math.min(ARM_NANOS, leftNanos / 2), Math.min(PATIENCE_NANOS, leftNanos / 3));
    }

    /** How long rows may take that begin now. */
    long runNanos(long nowNanos) {
        long leftNanos = deadlineNanos() - nowNanos;
        return Math.max(LEAST_RUN_NANOS, leftNanos - limits.grace().toNanos() - COLLECT_NANOS);
    }
}
