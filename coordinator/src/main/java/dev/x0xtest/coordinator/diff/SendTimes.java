package dev.x0xtest.coordinator.diff;

import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.Report;
import java.util.Objects;

/** How long the messages of a pair took, from the send to the answer of the source's daemon. */
final class SendTimes {
    private SendTimes() {}

    /**
     * Of the cell at this place, in µs, in no order: of each of its hops, or, where these are unknown, the median alone. Empty:
     * nothing is known.
     */
    static long[] us(Report report, int place) {
        long[] hops = report.times(place).stream()
                .map(HopTimes::sendUs)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .toArray();
        Long median = report.cells().get(place).sendMs();
        return hops.length > 0 || median == null ? hops : new long[] {median * 1_000};
    }
}
