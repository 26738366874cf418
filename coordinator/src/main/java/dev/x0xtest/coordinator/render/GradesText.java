package dev.x0xtest.coordinator.render;

import dev.x0xtest.coordinator.grade.Grade;
import dev.x0xtest.coordinator.grade.Grading;
import dev.x0xtest.coordinator.grade.Share;
import dev.x0xtest.coordinator.grade.Tolerance;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Totals;
import dev.x0xtest.coordinator.report.figure.PairGrades;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/** What a run proves of the losses of its pairs, in words. */
final class GradesText {
    private GradesText() {}

    /** Which loss is tolerated, and what that changes. */
    static String tolerance(Report report) {
        Tolerance tolerance = Objects.requireNonNull(report.tolerance(), "a tolerated loss");
        Totals totals = report.totals();
        StringJoiner changes = new StringJoiner(", ", " (", ")").setEmptyValue("");
        if (totals.tolerated() > 0) {
            int samples = report.scope().samples();
            changes.add(totals.tolerated() + " of the refuted, up to " + tolerance.mostLost(samples) + " of " + samples
                    + " samples lost");
        }
        if (totals.undecided() > 0) {
            changes.add(
                    totals.undecided() + " undecided: not " + tolerance.samples() + " samples, or not all observed");
        }
        return "a loss of " + Share.text(tolerance.loss()) + " tolerated" + changes;
    }

    /** The grades of a run of several samples in one line, with their terms. */
    static String line(Report report) {
        Grading grading = Grading.of(report.totals().pairs());
        PairGrades pairs = new PairGrades(report);
        Map<Grade, Integer> counts = new EnumMap<>(Grade.class);
        report.cells().forEach(cell -> counts.merge(pairs.grade(cell), 1, Integer::sum));
        StringJoiner grades = new StringJoiner(", ");
        counts.forEach((grade, count) -> grades.add(count + " " + grade));
        return "grades: " + grades + " (p0 " + Share.text(Grading.P0) + ", p1 " + Share.text(Grading.P1) + ", alpha "
                + Share.text(grading.alpha()) + ")";
    }
}
