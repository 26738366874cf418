package dev.x0xtest.coordinator.report.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.grade.Grading;
import dev.x0xtest.coordinator.grade.Loss;
import dev.x0xtest.coordinator.grade.Tolerance;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds grades and losses to the cells of one report while it is written; a report does not keep them. */
final class GradeJson {
    /** Bounds of a loss are computed once: most cells of a run have the same counts. */
    private static final int MOST_REMEMBERED = 4_096;

    private static final double DIGITS = 1e6;

    private final Grading grading;
    private final Map<Long, Loss> losses = new HashMap<>();

    private final @Nullable Tolerance tolerance;

    GradeJson(Report report) {
        this.grading = Grading.of(report.totals().pairs());
        this.tolerance = report.tolerance();
    }

    /** The terms of all grades: {@code grading} of the report. */
    static ObjectNode terms(int pairs) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("p0", Grading.P0)
                .put("p1", Grading.P1)
                .put("alpha", Grading.of(pairs).alpha())
                .put("loss_confidence", Loss.CONFIDENCE);
    }

    void add(CellReport cell, ObjectNode json) {
        int lost = cell.samples(CellClass.REFUTED);
        int sent = lost + cell.samples(CellClass.PROVEN);
        json.put("grade", grading.grade(sent, lost).name());
        Loss loss = loss(sent, lost);
        json.putObject("loss")
                .put("sent", loss.sent())
                .put("lost", loss.lost())
                .put("low", rounded(loss.low()))
                .put("high", rounded(loss.high()));
        if (tolerance != null && cell.outcome().cellClass() == CellClass.REFUTED) {
            json.put(
                    "tolerance",
                    switch (cell.counts(tolerance)) {
                        case PROVEN -> "tolerated";
                        case UNOBSERVED -> "undecided";
                        case REFUTED -> "exceeded";
                    });
        }
    }

    private Loss loss(int sent, int lost) {
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

    private static double rounded(double share) {
        return Math.round(share * DIGITS) / DIGITS;
    }
}
