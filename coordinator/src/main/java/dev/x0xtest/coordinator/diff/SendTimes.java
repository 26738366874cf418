package dev.x0xtest.coordinator.diff;

import dev.x0xtest.coordinator.report.Report;

/** How long the messages of a pair took, from the send to the answer of the source's daemon. */
final class SendTimes {
    private SendTimes() {}

    /** Of the cell at this place, in µs, in no order; empty: unknown. */
    static long[] us(Report report, int place) {
        Long median = report.cells().get(place).sendMs();
        return median == null ? new long[0] : new long[] {median * 1_000};
    }
}
