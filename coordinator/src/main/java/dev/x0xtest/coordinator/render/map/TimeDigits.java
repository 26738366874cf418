package dev.x0xtest.coordinator.render.map;

import dev.x0xtest.coordinator.latency.Latencies;
import dev.x0xtest.coordinator.latency.TimeDigit;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.Grid;

/** The characters of a map of latencies: a digit for a proven pair, its letter for any other. */
final class TimeDigits {

    private final Grid grid;
    private final Latencies latencies;

    TimeDigits(Report report) {
        this.grid = Grid.of(report);
        this.latencies = grid.latencies();
    }

    /** The median time of a proven pair, in us; -1: it is not proven, or nothing is known. */
    long us(CellReport cell) {
        return cell.proven() ? latencies.medianUs(grid.index(cell.src()), grid.index(cell.dst())) : -1;
    }

    char of(CellReport cell) {
        return of(cell.outcome(), us(cell));
    }

    /** For pairs with this outcome, of which the slowest takes so long. */
    static char of(CellOutcome outcome, long us) {
        return outcome == CellOutcome.PROVEN && us >= 0 ? TimeDigit.mark(us) : outcome.letter();
    }

    /** How many pairs have each digit. */
    int[] counts(Report report) {
        int[] counts = new int[TimeDigit.COUNT];
        for (CellReport cell : report.cells()) {
            long us = us(cell);
            if (us >= 0) {
                counts[TimeDigit.of(us)]++;
            }
        }
        return counts;
    }

    /** The times that a digit stands for. */
    static String meaning(int digit) {
        if (digit == 0) {
            return "less than " + TimeDigit.fromMs(1) + " ms";
        }
        return digit == TimeDigit.COUNT - 1
                ? TimeDigit.fromMs(digit) + " ms or more"
                : TimeDigit.fromMs(digit) + " to " + TimeDigit.fromMs(digit + 1) + " ms";
    }
}
