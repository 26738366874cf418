package dev.x0xtest.coordinator.render.map;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the letters mean; only those that occur. */
final class Legend {
    private Legend() {}

    static List<String> lines(Report report, Console console) {
        return lines(report, console, null);
    }

    /** {@code digits}: those that occur stand for their times; null: every letter is that of an outcome. */
    static List<String> lines(Report report, Console console, @Nullable TimeDigits digits) {
        boolean sparse = report.scope().isSparse();
        int width = Integer.toString(
                        sparse ? report.possiblePairs() : report.totals().pairs())
                .length();
        List<String> lines = new ArrayList<>();
        int timed = digits == null ? 0 : times(report, digits, console, width, lines);
        report.totals().byOutcome().forEach((outcome, all) -> {
            int count = outcome == CellOutcome.PROVEN ? all - timed : all;
            if (count > 0) {
                String without = timed > 0 && outcome == CellOutcome.PROVEN ? ", in an unknown time" : "";
                add(outcome, outcome.letter(), count, width, meaning(outcome) + without, console, lines);
            }
        });
        if (sparse) {
            blanks(report, console, width, lines);
        }
        return lines;
    }

    /** Which pairs and nodes a sparse run has not measured. */
    private static void blanks(Report report, Console console, int width, List<String> lines) {
        int nodes = report.nodes().size();
        int blanks = nodes * (nodes - 1) - report.totals().pairs();
        if (blanks > 0) {
            add("   ", blanks, width, "not declared (blank): this sparse run does not measure them", console, lines);
        }
        int left = report.asked().size() - nodes;
        if (left > 0) {
            String text = left + (left == 1 ? " node is" : " nodes are") + " not on the map: this run has no pair of "
                    + (left == 1 ? "it" : "them");
            lines.addAll(console.live() ? TextWrap.paragraph(text, " ", " ", console.width()) : List.of(" " + text));
        }
    }

    private static int times(Report report, TimeDigits digits, Console console, int width, List<String> lines) {
        int[] counts = digits.counts(report);
        int timed = 0;
        for (int digit = 0; digit < counts.length; digit++) {
            timed += counts[digit];
            if (counts[digit] > 0) {
                String meaning = "PROVEN in " + TimeDigits.meaning(digit);
                add(CellOutcome.PROVEN, (char) ('0' + digit), counts[digit], width, meaning, console, lines);
            }
        }
        return timed;
    }

    private static void add(
            CellOutcome outcome,
            char letter,
            int count,
            int width,
            String meaning,
            Console console,
            List<String> lines) {
        add(new Paint(console).cell(outcome.cellClass(), " " + letter + " "), count, width, meaning, console, lines);
    }

    private static void add(String shown, int count, int width, String meaning, Console console, List<String> lines) {
        String start = " " + shown + String.format(Locale.ROOT, " %" + width + "d  ", count);
        lines.addAll(
                console.live()
                        ? TextWrap.paragraph(meaning, start, " ".repeat(width + 7), console.width())
                        : List.of(start + meaning));
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
