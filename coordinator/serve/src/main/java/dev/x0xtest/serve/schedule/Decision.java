package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.serve.schedule.terms.Cost;
import dev.x0xtest.serve.schedule.terms.RunPairs;
import java.time.Duration;
import java.util.List;

/** What the daemon is to do. Perform them in their order. */
public sealed interface Decision {
    /**
     * Start a run, and tell its end with this number.
     *
     * @param number ascending from 1
     * @param schedule the series that it belongs to; empty: none asked for it
     * @param dueMs when it was due, ms since 1970
     * @param nodes that take part
     * @param samples hops of each pair
     * @param payloadBytes random bytes of a hop
     * @param slowdown 1, 2, 4, 8 or 16: each host sends so many times more slowly than usual
     * @param deadline by which it ends
     * @param excluded labels of nodes that take no part, if they are in this network
     * @param expected what it will cost
     */
    record Start(
            long number,
            Scope scope,
            RunKind kind,
            String schedule,
            long dueMs,
            RunPairs pairs,
            int nodes,
            int samples,
            int payloadBytes,
            int slowdown,
            Duration deadline,
            List<String> excluded,
            Cost expected)
            implements Decision {
        public Start {
            excluded = List.copyOf(excluded);
        }
    }

    /** Keep a gap. */
    record Skip(SkippedTick tick) implements Decision {}

    /** Call {@code timer} after so long by the clock that only goes forward. Replaces an earlier one. */
    record Timer(Duration delay) implements Decision {}

    /** Tell whoever watches: one line. */
    record Note(String text) implements Decision {}

    /** A run that was asked for is not made. */
    record Refused(Reason reason, String text) implements Decision {
        /** Why. */
        public enum Reason {
            /** A run of ours goes on. */
            RUNNING,
            PAUSED,
            BUDGET,
            /** No network of that name, or too few nodes. */
            UNKNOWN
        }
    }
}
