package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.picture.Matrix;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cells and times in words. */
final class Words {
    private Words() {}

    /** The class that the style sheet and the script know a cell by: p, r or u. */
    static char letter(@Nullable CellClass cellClass) {
        if (cellClass == null) {
            return 'x';
        }
        return switch (cellClass) {
            case PROVEN -> 'p';
            case REFUTED -> 'r';
            case UNOBSERVED -> 'u';
        };
    }

    /** One direction of a pair: {@code proven, 27 ms}. */
    static String cell(Matrix matrix, int row, int column) {
        CellOutcome outcome = matrix.outcome(row, column);
        if (outcome == null) {
            return "not declared";
        }
        int micros = matrix.micros(row, column);
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ') + (micros < 0 ? "" : ", " + time(micros));
    }

    /** A time as people read it: {@code 27 ms}; a dash where there is none. */
    static String time(int micros) {
        return micros < 0 ? "–" : micros < 1_000 ? "under 1 ms" : Sheet.count(Math.round(micros / 1_000.0)) + " ms";
    }
}
