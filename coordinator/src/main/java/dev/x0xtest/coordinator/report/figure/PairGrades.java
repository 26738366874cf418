package dev.x0xtest.coordinator.report.figure;

import dev.x0xtest.coordinator.grade.Grade;
import dev.x0xtest.coordinator.grade.Grading;
import dev.x0xtest.coordinator.grade.Loss;
import dev.x0xtest.coordinator.grade.Tolerance;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the samples of the pairs of one report prove: their grades, their losses, and what a tolerated loss makes of them. A
 * report keeps none of it. Confined to one thread.
 */
public final class PairGrades {
    /** Bounds of a loss are computed once: most cells of a run have the same counts. */
    private static final int MOST_REMEMBERED = 4_096;

    private final Grading grading;
    private final @Nullable Tolerance tolerance;
    private final Map<Long, Loss> losses = new HashMap<>();

    /** For the pairs of this report. */
    public PairGrades(Report report) {
        this.grading = Grading.of(report.totals().pairs());
        this.tolerance = report.tolerance();
    }

    /** The grade of a pair. */
    public Grade grade(CellReport cell) {
        int lost = cell.samples(CellClass.REFUTED);
        return grading.grade(lost + cell.samples(CellClass.PROVEN), lost);
    }

    /** The loss of a pair, with its bounds. */
    public Loss loss(CellReport cell) {
        int lost = cell.samples(CellClass.REFUTED);
        int sent = lost + cell.samples(CellClass.PROVEN);
        Long key = ((long) sent << 32) | lost;
        Loss known = losses.get(key);
        if (known != null) {
            return known;
        }
        Loss loss = Loss.of(sent, lost);
        if (losses.size() < MOST_REMEMBERED) {
            losses.put(key, loss);
        }
        return loss;
    }

    /** {@code tolerated}, {@code undecided} or {@code exceeded}; null: no loss is tolerated, or the pair is not refuted. */
    @Nullable
    public String tolerance(CellReport cell) {
        if (tolerance == null || cell.outcome().cellClass() != CellClass.REFUTED) {
            return null;
        }
        return switch (cell.counts(tolerance)) {
            case PROVEN -> "tolerated";
            case UNOBSERVED -> "undecided";
            case REFUTED -> "exceeded";
        };
    }
}
