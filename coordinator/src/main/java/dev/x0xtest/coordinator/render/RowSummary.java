package dev.x0xtest.coordinator.render;

import dev.x0xtest.coordinator.report.CellReport;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;

/** What stands right of a row: how many of its cells are proven, and the median time of their sends. */
final class RowSummary {
    static final String HEADER = "   proven  p50 ms";
    static final int WIDTH = HEADER.length();

    private RowSummary() {}

    static String of(Collection<CellReport> row) {
        return String.format(Locale.ROOT, "  %7s  %6s", proven(row) + "/" + row.size(), median(row));
    }

    static long proven(Collection<CellReport> row) {
        return row.stream().filter(CellReport::proven).count();
    }

    /** The lower of the two middle values of an even number. */
    static String median(Collection<CellReport> row) {
        long[] sorted = row.stream()
                .filter(CellReport::proven)
                .map(CellReport::sendMs)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return sorted.length == 0 ? "-" : Long.toString(sorted[(sorted.length - 1) / 2]);
    }
}
