package dev.x0xtest.serve.model;

import java.util.Locale;

/**
 * A run that was due and was not made: neither red nor green, a gap with a reason.
 *
 * @param dueMs when it was due, ms since 1970
 * @param untilMs when the gap ends; equal to {@code dueMs} for a single tick
 * @param text for people, such as whose run the runners were busy with
 */
public record SkippedTick(Scope scope, String schedule, long dueMs, long untilMs, Reason reason, String text) {
    /** Why there was no run. */
    public enum Reason {
        /** The runners were busy with the run of another coordinator. */
        BUSY,
        /** A run of ours was still going on. */
        RUNNING,
        /** A person has paused the schedule. */
        PAUSED,
        /** The daily budget of messages is used up. */
        BUDGET,
        /** Measuring slows down, because it harmed what it measures. */
        GOVERNOR,
        /** The process was down or suspended, or the clock was set forward. */
        MISSED,
        /** No anchor's daemon could be used. */
        ANCHOR,
        /** The run ended by a fault of ours, or was interrupted. */
        FAILED;

        /** Lower case, as other programs read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
