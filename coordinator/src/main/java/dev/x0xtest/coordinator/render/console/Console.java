package dev.x0xtest.coordinator.render.console;

import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the other end of an output can show.
 *
 * @param width columns to lay tables out for
 * @param color whether ANSI sequences may be written
 * @param unicode whether arrows, dots and ellipses may be written
 * @param live whether a line may be drawn over again and again
 */
public record Console(int width, boolean color, boolean unicode, boolean live) {
    private static final int TERMINAL_WIDTH = 80;
    private static final int FILE_WIDTH = 120;
    private static final int MIN_WIDTH = 40;
    private static final int MAX_WIDTH = 1_000;

    public static final Console PLAIN = new Console(FILE_WIDTH, false, false, false);

    public Console {
        if (width < MIN_WIDTH || width > MAX_WIDTH) {
            throw new IllegalArgumentException("a console of " + width + " columns");
        }
    }

    /**
     * Follows no-color.org: a non-empty {@code NO_COLOR} switches colour off unless it is asked for. {@code COLUMNS}
     * gives the width where it is a sensible number.
     *
     * @param terminal whether a person's terminal is at the other end
     * @param charset how text is encoded on its way there
     */
    public static Console detect(ColorMode mode, boolean terminal, Map<String, String> environment, Charset charset) {
        boolean rich = terminal && !environment.getOrDefault("TERM", "").equals("dumb");
        boolean color = switch (mode) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> rich && environment.getOrDefault("NO_COLOR", "").isEmpty();
        };
        boolean unicode = charset.canEncode() && charset.newEncoder().canEncode("\u2192\u00b7\u2026");
        int usual = terminal ? TERMINAL_WIDTH : FILE_WIDTH;
        return new Console(width(environment.get("COLUMNS"), usual), color, unicode, rich);
    }

    private static int width(@Nullable String columns, int usual) {
        if (columns == null || !columns.matches("[0-9]{1,4}")) {
            return usual;
        }
        int width = Integer.parseInt(columns);
        return width < MIN_WIDTH ? usual : Math.min(width, MAX_WIDTH);
    }

    public String arrow() {
        return unicode ? "\u2192" : "->";
    }

    public String diagonal() {
        return unicode ? "\u00b7" : "-";
    }

    public String dots() {
        return unicode ? "\u2026" : "...";
    }

    /** The text in at most so many columns; what is cut off is marked. */
    public String cut(String text, int columns) {
        if (text.length() <= columns) {
            return text;
        }
        return text.substring(0, columns - 1) + (unicode ? "\u2026" : "~");
    }

    /** The values of {@code --color}. */
    public enum ColorMode {
        AUTO,
        ALWAYS,
        NEVER
    }
}
