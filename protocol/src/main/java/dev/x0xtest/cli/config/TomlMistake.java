package dev.x0xtest.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mistake in the syntax of a TOML text, in our own words: the parser's name its grammar. It never quotes a value,
 * because a value may be a token. Pure.
 *
 * @param line from 1
 * @param column from 1
 */
record TomlMistake(int line, int column, String text) {
    private static final Pattern KEY = Pattern.compile("[ \\t]*([A-Za-z0-9_.\"'-]{1,80})[ \\t]*=(.*)");

    /** Explains what the parser refused at this place. */
    static TomlMistake in(String text, int line, int column) {
        List<String> lines = text.lines().toList();
        int at = Math.min(line, lines.size());
        while (at > 1 && lines.get(at - 1).isBlank()) {
            at--;
        }
        if (at < 1) {
            return new TomlMistake(1, 1, "this file is not TOML");
        }
        for (int above = at; above >= 1; above--) {
            Matcher key = KEY.matcher(lines.get(above - 1));
            if (key.matches() && (above == at || openList(key.group(2)))) {
                String value = key.group(2).strip();
                return new TomlMistake(above, above == line ? Math.max(1, column) : 1, value(key.group(1), value));
            }
            if (lines.get(above - 1).stripLeading().startsWith("[")) {
                break;
            }
        }
        int where = at == line ? Math.max(1, column) : 1;
        return new TomlMistake(at, where, "this line is not TOML: write KEY = VALUE, [TABLE] or # COMMENT");
    }

    private static boolean openList(String value) {
        return value.strip().startsWith("[") && !value.contains("]");
    }

    private static String value(String key, String value) {
        if (value.isEmpty() || value.startsWith("#")) {
            return "the value of '" + key + "' is missing";
        }
        String wrong = "the value of '" + key + "' is not TOML";
        char first = value.charAt(0);
        if (first == '"' || first == '\'') {
            return wrong + (value.indexOf(first, 1) < 0 ? ": its quotes do not end on this line" : "");
        }
        if (first == '[') {
            return wrong + (openList(value) ? ": its list has no ] at the end" : ": a list is [\"a\", \"b\"]");
        }
        return first == '{' ? wrong : wrong + ": a text needs quotes, as in " + key + " = \"text\"";
    }

    /** Whether the rest of the text can be read without this line. */
    boolean single() {
        return !text.contains("its list has no ]") && !text.startsWith("duplicate key");
    }

    String line(Path path) {
        return path + ":" + line + ":" + column + ": " + text;
    }
}
