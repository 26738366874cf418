package dev.x0xtest.coordinator.render.map;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the letters mean; only those that occur. */
final class Legend {
    private Legend() {}

    static List<String> lines(Report report, Console console) {
        Paint paint = new Paint(console);
        int width = Integer.toString(report.totals().pairs()).length();
        List<String> lines = new ArrayList<>();
        report.totals().byOutcome().forEach((outcome, count) -> {
            if (count > 0) {
                String letter = paint.cell(outcome.cellClass(), " " + outcome.letter() + " ");
                String start = " " + letter + String.format(Locale.ROOT, " %" + width + "d  ", count);
                String meaning = meaning(outcome);
                lines.addAll(
                        console.live()
                                ? TextWrap.paragraph(meaning, start, " ".repeat(width + 7), console.width())
                                : List.of(start + meaning));
            }
        });
        return lines;
    }

    private static String meaning(CellOutcome outcome) {
        return switch (outcome.cellClass()) {
            case PROVEN -> "PROVEN";
            case REFUTED -> outcome.name() + " (refuted): " + outcome.meaning();
            // The outcome of this name needs no second word for its class.
            case UNOBSERVED ->
                outcome.name() + (outcome == CellOutcome.UNOBSERVED ? ": " : " (unobserved): ") + outcome.meaning();
        };
    }
}
