package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.schedule.terms.Series;
import org.jspecify.annotations.Nullable;

/**
 * Where a series stands, to be shown.
 *
 * @param everyMs the usual time between two ticks
 * @param nextDueMs ms since 1970
 * @param lastRunMs end of its last run; null: none since the start of the daemon
 * @param round of its next run, from 1
 * @param rounds how many in a row have every pair; 1 for a full matrix
 * @param oldestPairMs when the pair of its network and plane was measured that has waited longest; null: some pair never was
 */
public record Standing(
        Series series,
        long everyMs,
        long nextDueMs,
        @Nullable Long lastRunMs,
        long round,
        int rounds,
        @Nullable Long oldestPairMs) {}
