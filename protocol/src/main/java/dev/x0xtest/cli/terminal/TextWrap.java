package dev.x0xtest.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks lines for a console. Only at blanks: an address, an option or an id stays one piece, even if it is too long. */
public final class TextWrap {
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final int HANG = 2;

    private TextWrap() {}

    /** The line as it is where it fits; else with its own indentation, and two columns more from the second line on. */
    public static List<String> line(String line, int width) {
        int indent = line.length() - line.stripLeading().length();
        return shown(line) <= width
                ? List.of(line)
                : paragraph(line.strip(), " ".repeat(indent), " ".repeat(indent + HANG), width);
    }

    /** A text without line ends as lines, each with its indentation. */
    public static List<String> paragraph(String text, String first, String rest, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && shown(line) + 1 + shown(word) > width) {
                lines.add(line.toString());
                line = new StringBuilder(rest);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    /** In columns; colours take none. */
    private static int shown(CharSequence text) {
        return text.chars().noneMatch(character -> character == '\u001b')
                ? text.length()
                : ESCAPES.matcher(text).replaceAll("").length();
    }
}
