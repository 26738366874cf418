package dev.x0xtest.coordinator.formats;

import dev.x0xtest.coordinator.grade.Loss;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.figure.PairGrades;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line for each pair, with a heading, as RFC 4180 has it but for the line ends. A text that a spreadsheet would take for a
 * formula gets an apostrophe before it.
 */
final class CsvText {
    private static final String HEADING =
            "src,dst,outcome,class,code,reason,path,samples,proven,attempts,send_ms,first_attempt_ok,duplicates,flags,"
                    + "grade,lost,loss_low,loss_high,tolerance\n";

    private CsvText() {}

    static void write(Report report, Appendable out) throws IOException {
        out.append(HEADING);
        PairGrades grades = new PairGrades(report);
        for (CellReport cell : report.cells()) {
            int samples =
                    cell.samples().values().stream().mapToInt(Integer::intValue).sum();
            int proven = cell.samples().getOrDefault(CellOutcome.PROVEN, 0);
            out.append(cell.src().text()).append(',');
            out.append(cell.dst().text()).append(',');
            out.append(cell.outcome().name()).append(',');
            out.append(cell.outcome().cellClass().name().toLowerCase(Locale.ROOT))
                    .append(',');
            out.append(text(cell.code())).append(',');
            out.append(text(cell.reason())).append(',');
            out.append(text(cell.path())).append(',');
            out.append(Integer.toString(samples == 0 ? 1 : samples)).append(',');
            out.append(Integer.toString(samples == 0 && cell.proven() ? 1 : proven))
                    .append(',');
            out.append(Integer.toString(cell.attempts())).append(',');
            out.append(cell.sendMs() == null ? "" : cell.sendMs().toString()).append(',');
            out.append(Boolean.toString(cell.firstAttemptOk())).append(',');
            out.append(Integer.toString(cell.duplicates())).append(',');
            out.append(text(String.join(" ", cell.flags()))).append(',');
            out.append(grades.grade(cell).name()).append(',');
            Loss loss = grades.loss(cell);
            out.append(Integer.toString(loss.lost())).append(',');
            out.append(share(loss.low())).append(',');
            out.append(share(loss.high())).append(',');
            out.append(text(grades.tolerance(cell))).append('\n');
        }
    }

    /** Between 0 and 1, with at most six digits after the point. */
    private static String share(double share) {
        return BigDecimal.valueOf(share)
                .setScale(6, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** One field. Control characters become question marks. */
    static String text(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return "";
        }
        String line = Hostile.line(given);
        String safe = "=+-@".indexOf(line.charAt(0)) < 0 ? line : "'" + line;
        boolean quoted = safe.chars().anyMatch(character -> character == ',' || character == ';' || character == '"')
                || !safe.strip().equals(safe);
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
