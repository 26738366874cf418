package dev.x0xtest.cli.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the position of keys and tables in a TOML text. The parser's tree has no positions, and its error about a
 * repeated key names neither the key nor the line. Keys with unusual quoting are not found.
 */
final class TomlKeys {
    static final String PART = "(?:[A-Za-z0-9_-]+|\"[^\"\\n]*\"|'[^'\\n]*')";
    static final String DOTTED = PART + "(?:[ \\t]*\\.[ \\t]*" + PART + ")*";
    private static final Pattern LINE = Pattern.compile(
            "^[ \\t]*(?:(?<array>\\[?)\\[[ \\t]*(?<table>" + DOTTED + ")[ \\t]*]|(?<key>" + DOTTED + ")[ \\t]*=)",
            Pattern.MULTILINE);

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String key, int offset, boolean repeatable) {}

    TomlKeys(String text) {
        String section = "";
        Matcher matcher = LINE.matcher(text);
        while (matcher.find()) {
            String table = matcher.group("table");
            if (table != null) {
                section = plain(table) + ".";
                entries.add(new Entry(
                        plain(table),
                        matcher.start("table"),
                        !matcher.group("array").isEmpty()));
            } else {
                entries.add(new Entry(section + plain(matcher.group("key")), matcher.start("key"), false));
            }
        }
    }

    private static String plain(String dotted) {
        return dotted.replaceAll("[\"' \\t]", "");
    }

    /** The position of {@code table.key}, or of the first key below it. */
    Optional<Integer> offset(String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .or(() -> entries.stream()
                        .filter(entry -> entry.key().startsWith(key + "."))
                        .findFirst())
                .map(Entry::offset);
    }

    /** The first key or table that occurs twice. */
    Optional<String> repeated() {
        return repeatedEntry().map(Entry::key);
    }

    Optional<Integer> repeatedOffset() {
        return repeatedEntry().map(Entry::offset);
    }

    private Optional<Entry> repeatedEntry() {
        Set<String> seen = new HashSet<>();
        return entries.stream()
                .filter(entry -> !entry.repeatable() && !seen.add(entry.key()))
                .findFirst();
    }
}
