package dev.x0xtest.coordinator.render.console;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.Verdict;

/**
 * Colours that people with any kind of colour vision tell apart, by brightness too. From the palette of 256: blue, orange
 * and yellow, near Okabe and Ito's. Of eight colours: blue, red and yellow. Nothing is ever said by colour alone.
 */
public final class Paint {
    private static final String PROVEN = "\u001b[38;5;231;48;5;25m";
    private static final String REFUTED = "\u001b[1;38;5;16;48;5;208m";
    private static final String UNOBSERVED = "\u001b[38;5;16;48;5;228m";
    private static final String BASIC_PROVEN = "\u001b[1;37;44m";
    private static final String BASIC_REFUTED = "\u001b[1;37;41m";
    private static final String BASIC_UNOBSERVED = "\u001b[30;43m";
    private static final String ALARM = "\u001b[1;37;41m";
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String RESET = "\u001b[0m";

    private final boolean color;
    private final boolean palette;

    public Paint(Console console) {
        this.color = console.color();
        this.palette = console.colors() == Console.Colors.PALETTE;
    }

    public String cell(CellClass cellClass, String text) {
        return switch (cellClass) {
            case PROVEN -> wrap(palette ? PROVEN : BASIC_PROVEN, text);
            case REFUTED -> wrap(palette ? REFUTED : BASIC_REFUTED, text);
            case UNOBSERVED -> wrap(palette ? UNOBSERVED : BASIC_UNOBSERVED, text);
        };
    }

    public String verdict(Verdict verdict, String text) {
        return switch (verdict) {
            case PASS -> cell(CellClass.PROVEN, text);
            case FAIL -> cell(CellClass.REFUTED, text);
            case INCONCLUSIVE -> cell(CellClass.UNOBSERVED, text);
        };
    }

    /** A warning that nobody may overlook. */
    public String alarm(String text) {
        return wrap(ALARM, text);
    }

    public String bold(String text) {
        return wrap(BOLD, text);
    }

    public String dim(String text) {
        return wrap(DIM, text);
    }

    private String wrap(String sequence, String text) {
        return color ? sequence + text + RESET : text;
    }
}
