package dev.x0xtest.coordinator.report.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.grade.Grading;
import dev.x0xtest.coordinator.grade.Loss;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.figure.PairGrades;

/** Adds grades and losses to the cells of one report while it is written; a report does not keep them. */
final class GradeJson {
    private static final double DIGITS = 1e6;

    private final PairGrades grades;

    GradeJson(Report report) {
        this.grades = new PairGrades(report);
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
        json.put("grade", grades.grade(cell).name());
        Loss loss = grades.loss(cell);
        json.putObject("loss")
                .put("sent", loss.sent())
                .put("lost", loss.lost())
                .put("low", rounded(loss.low()))
                .put("high", rounded(loss.high()));
        String tolerance = grades.tolerance(cell);
        if (tolerance != null) {
            json.put("tolerance", tolerance);
        }
    }

    private static double rounded(double share) {
        return Math.round(share * DIGITS) / DIGITS;
    }
}
