package dev.x0xtest.coordinator.render;

import dev.x0xtest.coordinator.grade.Grade;
import dev.x0xtest.coordinator.grade.Grading;
import dev.x0xtest.coordinator.grade.Percent;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The grades of a run of several samples in one line, with their terms. */
final class GradesText {
    private GradesText() {}

    static String line(Report report) {
        Grading grading = Grading.of(report.totals().pairs());
        Map<Grade, Integer> counts = new EnumMap<>(Grade.class);
        for (CellReport cell : report.cells()) {
            int lost = cell.samples(CellClass.REFUTED);
            counts.merge(grading.grade(lost + cell.samples(CellClass.PROVEN), lost), 1, Integer::sum);
        }
        StringJoiner grades = new StringJoiner(", ");
        counts.forEach((grade, count) -> grades.add(count + " " + grade));
        return "grades: " + grades + " (p0 " + Percent.of(Grading.P0) + ", p1 " + Percent.of(Grading.P1) + ", alpha "
                + String.format(Locale.ROOT, "%.1e", grading.alpha()) + ")";
    }
}
