package dev.x0xtest.coordinator.explain;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.TextWrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An explanation for a person: a line for each event, or two where a line does not fit. */
public final class ExplanationText {
    /** Narrower ones have an event's text below its time. */
    private static final int WIDE = 72;

    private ExplanationText() {}

    /** The lines, none wider than the console where a blank allows to break it. */
    public static List<String> lines(Explanation explanation, Console console) {
        List<String> lines = new ArrayList<>();
        lines.addAll(TextWrap.line(
                explanation.src().text() + " " + console.arrow() + " "
                        + explanation.dst().text() + " in run " + explanation.run() + ": " + explanation.outcome(),
                console.width()));
        for (String why : explanation.why()) {
            lines.addAll(TextWrap.line("  " + shown(why, console), console.width()));
        }
        int times = explanation.events().stream()
                .mapToInt(event -> time(event).length())
                .max()
                .orElse(0);
        int bounds = explanation.events().stream()
                .mapToInt(event -> bound(event, console).length())
                .max()
                .orElse(0);
        for (PairEvent event : explanation.events()) {
            String when = " ".repeat(times - time(event).length()) + time(event) + " " + bound(event, console)
                    + " ".repeat(bounds - bound(event, console).length() + 1);
            event(when, event, console, lines);
        }
        if (!explanation.leftOut().isEmpty()) {
            lines.addAll(TextWrap.line("left out: " + explanation.leftOut(), console.width()));
        }
        return lines;
    }

    private static void event(String when, PairEvent event, Console console, List<String> lines) {
        String text = shown(event.text(), console);
        if (console.width() < WIDE) {
            lines.add((when + event.at().label()).stripTrailing());
            lines.addAll(TextWrap.paragraph(text, "  ", "  ", console.width()));
            return;
        }
        String first = String.format(Locale.ROOT, "%s%-11s  ", when, event.at().label());
        lines.addAll(TextWrap.paragraph(text, first, " ".repeat(first.length()), console.width()));
    }

    private static String time(PairEvent event) {
        return String.format(Locale.ROOT, "%+.3f s", event.tUs() / 1e6);
    }

    /** Nothing at the coordinator, whose clock it is. */
    private static String bound(PairEvent event, Console console) {
        String plusMinus = console.unicode() ? "\u00b1" : "+-";
        return event.boundUs() == 0 ? "" : String.format(Locale.ROOT, "%s%.3f", plusMinus, event.boundUs() / 1e6);
    }

    private static String shown(String text, Console console) {
        return console.unicode() ? text : text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
