package dev.x0xtest.coordinator.formats;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line for each pair, with a heading, as RFC 4180 has it but for the line ends. A text that a spreadsheet would take for a
 * formula gets an apostrophe before it.
 */
final class CsvText {
    private static final String HEADING =
            "src,dst,outcome,class,code,reason,path,samples,proven,attempts,send_ms,first_attempt_ok,duplicates,flags\n";

    private CsvText() {}

    static void write(Report report, Appendable out) throws IOException {
        out.append(HEADING);
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
            out.append(text(String.join(" ", cell.flags()))).append('\n');
        }
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
