package dev.x0xtest.coordinator.diff;

import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.Report;
import java.util.Objects;

/** How long the messages of a pair took, from the send to the answer of the source's daemon. */
final class SendTimes {
    private SendTimes() {}

    /**
     * Of the hops of a cell, in µs, in no order, from when they left. Empty: they are unknown.
     */
    static long[] ofHops(Report report, int place) {
        return report.times(place).stream()
                .map(HopTimes::sendUs)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** The median of a cell alone, in µs, from when its hops were due; empty: it is unknown. */
    static long[] median(Report report, int place) {
        Long median = report.cells().get(place).sendMs();
        return median == null ? new long[0] : new long[] {median * 1_000};
    }
}
