package dev.x0xtest.cli.terminal;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the other end of an output can show. The only place that decides it.
 *
 * @param width columns to lay text out for
 * @param colors which ANSI sequences may be written
 * @param unicode whether arrows, dots and ellipses may be written
 * @param live whether a line may be drawn over again and again
 */
public record Console(int width, Colors colors, boolean unicode, boolean live) {
    private static final int TERMINAL_WIDTH = 80;
    private static final int FILE_WIDTH = 120;
    private static final int MIN_WIDTH = 10;
    private static final int MAX_WIDTH = 1_000;

    /** Terminals that cannot draw over a line, or that say nothing about themselves. */
    private static final Set<String> DUMB = Set.of("", "dumb", "unknown");

    private static final Pattern COLOR_TERM =
            Pattern.compile("(xterm|screen|tmux|rxvt|linux|ansi|cygwin|konsole|putty|gnome|eterm|iterm|vte|mintty"
                    + "|alacritty|foot|kitty|wezterm|ghostty|contour|nsterm).*|st|st-.*|.*color");
    private static final Pattern MANY_COLORS_TERM =
            Pattern.compile(".*-256color|.*-direct.*|xterm-(kitty|ghostty)|(alacritty|foot|wezterm|contour|iterm).*");

    private static final Pattern NO_COLOR_TERM = Pattern.compile("vt\\d.*|.*-m|.*-mono");

    public static final Console PLAIN = new Console(FILE_WIDTH, Colors.NONE, false, false);

    public Console {
        if (width < MIN_WIDTH || width > MAX_WIDTH) {
            throw new IllegalArgumentException("a console of " + width + " columns");
        }
    }

    /** With all colours, or with none. */
    public Console(int width, boolean color, boolean unicode, boolean live) {
        this(width, color ? Colors.PALETTE : Colors.NONE, unicode, live);
    }

    /**
     * What is known about an output.
     *
     * @param environment of the process
     * @param charset in which its reader decodes it: {@link LocaleCharset}
     * @param terminal whether a person's terminal is at the other end
     * @param columns of that terminal, where it tells them
     */
    public record Facts(Map<String, String> environment, Charset charset, boolean terminal, OptionalInt columns) {
        private String variable(String name) {
            return environment.getOrDefault(name, "");
        }
    }

    /**
     * The decision, a pure function. Colour: {@code mode} wins, then a non-empty {@code NO_COLOR}, then {@code
     * FORCE_COLOR} and {@code CLICOLOR_FORCE}, then {@code CLICOLOR=0}, then whether the output is a terminal with
     * colours. Width: {@code COLUMNS}, then the terminal, then 80, in a file 120.
     */
    public static Console of(Facts facts, ColorMode mode) {
        String term = facts.variable("TERM").toLowerCase(Locale.ROOT);
        boolean live = facts.terminal() && !DUMB.contains(term);
        boolean unicode =
                facts.charset().canEncode() && facts.charset().newEncoder().canEncode("\u2192\u00b7\u2026");
        int usual = facts.terminal() ? TERMINAL_WIDTH : FILE_WIDTH;
        int asked = facts.columns().orElse(usual);
        int width = columns(facts.environment().get("COLUMNS"), asked < MIN_WIDTH ? usual : Math.min(asked, MAX_WIDTH));
        return new Console(width, colors(facts, mode, term, live), unicode, live);
    }

    private static Colors colors(Facts facts, ColorMode mode, String term, boolean live) {
        String force = facts.variable("FORCE_COLOR").toLowerCase(Locale.ROOT);
        Colors best = force.equals("2") || force.equals("3")
                ? Colors.PALETTE
                : ofTerm(term, !facts.variable("COLORTERM").isEmpty());
        return switch (mode) {
            case ALWAYS -> best == Colors.NONE ? Colors.BASIC : best;
            case NEVER -> Colors.NONE;
            case AUTO -> {
                if (!facts.variable("NO_COLOR").isEmpty()) {
                    yield Colors.NONE;
                }
                if (!force.isEmpty()) {
                    boolean off = force.equals("0") || force.equals("false");
                    yield off ? Colors.NONE : colors(facts, ColorMode.ALWAYS, term, live);
                }
                String forced = facts.variable("CLICOLOR_FORCE");
                if (!forced.isEmpty() && !forced.equals("0")) {
                    yield colors(facts, ColorMode.ALWAYS, term, live);
                }
                yield live && !facts.variable("CLICOLOR").equals("0") ? best : Colors.NONE;
            }
        };
    }

    /** By its name alone: terminfo's own program costs a process, and the palette is all that differs. */
    private static Colors ofTerm(String term, boolean saysColor) {
        if (DUMB.contains(term) || NO_COLOR_TERM.matcher(term).matches()) {
            return Colors.NONE;
        }
        if (saysColor || MANY_COLORS_TERM.matcher(term).matches()) {
            return Colors.PALETTE;
        }
        return COLOR_TERM.matcher(term).matches() ? Colors.BASIC : Colors.NONE;
    }

    private static int columns(@Nullable String columns, int otherwise) {
        if (columns == null || !columns.matches("[0-9]{1,4}")) {
            return otherwise;
        }
        int width = Integer.parseInt(columns);
        return width < MIN_WIDTH ? otherwise : Math.min(width, MAX_WIDTH);
    }

    /** Whether any ANSI sequence may be written. */
    public boolean color() {
        return colors != Colors.NONE;
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

    /** The same, cut between two words where there are some. */
    public String cutAtBlank(String text, int columns) {
        int blank = text.length() <= columns ? -1 : text.lastIndexOf(' ', columns - 2);
        return blank <= 0 ? cut(text, columns) : text.substring(0, blank + 1) + (unicode ? "\u2026" : "~");
    }

    /** The values of {@code --color}. */
    public enum ColorMode {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** How many colours there are. */
    public enum Colors {
        NONE,
        /** The eight of every terminal with colours. */
        BASIC,
        /** The palette of 256. */
        PALETTE
    }
}
