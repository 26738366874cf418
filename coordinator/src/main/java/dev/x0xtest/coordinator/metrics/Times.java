package dev.x0xtest.coordinator.metrics;

import dev.x0xtest.coordinator.report.CellReport;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;

/** How long the sources' daemons took to answer the hops of proven cells: quantiles of observed values. */
final class Times {
    private static final double MS_PER_SECOND = 1e3;

    private final long[] sortedMs;

    private Times(long[] sortedMs) {
        this.sortedMs = sortedMs;
    }

    static Times of(Collection<CellReport> cells) {
        LongStream.Builder all = LongStream.builder();
        for (CellReport cell : cells) {
            Long sendMs = cell.sendMs();
            if (cell.proven() && sendMs != null) {
                all.add(sendMs);
            }
        }
        return new Times(all.build().sorted().toArray());
    }

    /** Adds the median and the maximum, and each higher quantile that there are enough values for. */
    void addTo(Series series, String... labels) {
        if (sortedMs.length == 0) {
            return;
        }
        add(series, 0.5, labels);
        if (sortedMs.length >= 10) {
            add(series, 0.9, labels);
        }
        if (sortedMs.length >= 100) {
            add(series, 0.99, labels);
        }
        add(series, 1, labels);
    }

    private void add(Series series, double quantile, String... labels) {
        String[] all = Arrays.copyOf(labels, labels.length + 2);
        all[labels.length] = "quantile";
        all[labels.length + 1] = quantile == 1 ? "1" : Double.toString(quantile);
        series.add(at(quantile) / MS_PER_SECOND, all);
    }

    /** The smallest value that is not below this share of all values. */
    private long at(double quantile) {
        int rank = (int) Math.ceil(quantile * sortedMs.length);
        return sortedMs[Math.max(1, rank) - 1];
    }
}
