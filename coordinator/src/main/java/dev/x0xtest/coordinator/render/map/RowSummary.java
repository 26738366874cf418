package dev.x0xtest.coordinator.render.map;

import dev.x0xtest.coordinator.report.CellReport;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.LongStream;

/** What stands right of a row: how many of its cells are proven, and the median time of their sends. */
final class RowSummary {
    static final String HEADER = "   proven  p50 ms";
    static final int WIDTH = HEADER.length();

    private RowSummary() {}

    static String of(Collection<CellReport> row) {
        int proven = 0;
        LongStream.Builder sends = LongStream.builder();
        for (CellReport cell : row) {
            proven += cell.proven() ? 1 : 0;
            if (cell.proven() && cell.sendMs() != null) {
                sends.add(cell.sendMs());
            }
        }
        return String.format(Locale.ROOT, "  %7s  %6s", proven + "/" + row.size(), median(sends.build()));
    }

    /** The lower of the two middle values of an even number. */
    static String median(LongStream sends) {
        long[] sorted = sends.sorted().toArray();
        return sorted.length == 0 ? "-" : Long.toString(sorted[(sorted.length - 1) / 2]);
    }
}
