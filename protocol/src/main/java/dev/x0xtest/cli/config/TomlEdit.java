package dev.x0xtest.cli.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Edits a TOML text and leaves everything else as it is: comments, order, blank lines. It understands what people write
 * by hand, not all of TOML: read the result again and compare before it replaces a file. Values are TOML. Pure.
 */
public final class TomlEdit {
    private static final Pattern PART = Pattern.compile(TomlKeys.PART);
    private static final Pattern LINE = Pattern.compile(
            "^[ \\t]*(?:\\[[ \\t]*(?<table>" + TomlKeys.DOTTED + ")[ \\t]*]|(?<key>" + TomlKeys.DOTTED
                    + ")[ \\t]*=[ \\t]*)",
            Pattern.MULTILINE);
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

    private String text;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();

    /** A key with its whole path. The value ends before blanks and a comment. */
    private record Entry(List<String> path, int key, int value, int end) {}

    /** A table with its own keys: {@code end} is behind the last of them, or behind its header. */
    private record Table(List<String> path, int end) {}

    public TomlEdit(String text) {
        this.text = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        scan();
    }

    public String text() {
        return text;
    }

    /** Sets a key where it is, or adds it to the table that is nearest to it; makes a table if there is none. */
    public void set(List<String> path, String value) {
        Entry exact = entry(path).orElse(null);
        if (exact != null) {
            replace(exact.value(), exact.end(), value);
            return;
        }
        Entry inline = entries.stream()
                .filter(entry -> isPrefix(entry.path(), path) && text.charAt(entry.value()) == '{')
                .findFirst()
                .orElse(null);
        if (inline != null) {
            setInside(inline, path.subList(inline.path().size(), path.size()), value);
            return;
        }
        Optional<Table> near = tables.stream()
                .filter(table -> isPrefix(table.path(), path)
                        && (path.size() == 1 || !table.path().isEmpty()))
                .max(Comparator.comparingInt(table -> table.path().size()));
        if (near.isPresent()) {
            Table table = near.get();
            String key = dotted(path.subList(table.path().size(), path.size()));
            replace(table.end(), table.end(), key + " = " + value + "\n");
        } else {
            int last = path.size() - 1;
            append("[" + dotted(path.subList(0, last)) + "]\n" + dotted(path.subList(last, last + 1)) + " = " + value
                    + "\n");
        }
    }

    /** Gives a key another name and value; does nothing if the key is not there. */
    public void rename(List<String> path, String name, String value) {
        entry(path).ifPresent(entry -> {
            String key = text.substring(entry.key(), entry.value());
            int last = key.lastIndexOf(path.get(path.size() - 1));
            if (last >= 0) {
                String renamed = key.substring(0, last)
                        + name
                        + key.substring(last + path.get(path.size() - 1).length());
                replace(entry.key(), entry.end(), renamed + value);
            }
        });
    }

    /** Adds whole lines at the end, after a blank one. */
    public void append(String lines) {
        replace(text.length(), text.length(), (text.isEmpty() ? "" : "\n") + lines);
    }

    public boolean has(List<String> path) {
        return entry(path).isPresent();
    }

    /** {@code key = {}} becomes {@code key.name = value}. */
    private void setInside(Entry inline, List<String> name, String value) {
        if (text.substring(inline.value() + 1, inline.end() - 1).isBlank()) {
            String key = text.substring(inline.key(), inline.value()).replaceFirst("[ \\t]*=[ \\t]*$", "");
            replace(inline.key(), inline.end(), key + "." + dotted(name) + " = " + value);
        } else {
            setInside(inline.value() + 1, inline.end() - 1, name, value);
        }
    }

    /** Sets a key between two braces, or in a table between them; a new pair comes first. */
    private void setInside(int from, int to, List<String> name, String value) {
        String inside = text.substring(from, to);
        String first = name.size() == 1 ? dotted(name) : dotted(name.subList(0, 1));
        Matcher there = Pattern.compile("(?:^|,)[ \\t]*" + Pattern.quote(first) + "[ \\t]*=[ \\t]*")
                .matcher(inside);
        int begin = there.find() ? from + there.end() : -1;
        if (begin < 0) {
            String rest = inside.isBlank() ? " " : "," + (inside.startsWith(" ") ? "" : " ") + inside;
            replace(from, to, " " + dotted(name) + " = " + value + rest);
        } else if (name.size() > 1) {
            setInside(begin + 1, endOfValue(begin, ",}") - 1, name.subList(1, name.size()), value);
        } else {
            replace(begin, endOfValue(begin, ",}"), value);
        }
    }

    private Optional<Entry> entry(List<String> path) {
        return entries.stream().filter(entry -> entry.path().equals(path)).findFirst();
    }

    private static boolean isPrefix(List<String> prefix, List<String> path) {
        return prefix.size() < path.size() && path.subList(0, prefix.size()).equals(prefix);
    }

    private void replace(int from, int to, String by) {
        text = text.substring(0, from) + by + text.substring(to);
        scan();
    }

    private void scan() {
        entries.clear();
        tables.clear();
        List<String> section = List.of();
        int end = 0;
        Matcher matcher = LINE.matcher(text);
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            String table = matcher.group("table");
            if (table != null) {
                tables.add(new Table(section, end));
                section = parts(table);
                end = endOfLine(matcher.end());
                from = end;
            } else {
                int value = matcher.end();
                int valueEnd = endOfValue(value, "");
                List<String> path = new ArrayList<>(section);
                path.addAll(parts(matcher.group("key")));
                entries.add(new Entry(List.copyOf(path), matcher.start("key"), value, valueEnd));
                end = endOfLine(valueEnd);
                from = end;
            }
        }
        tables.add(new Table(section, end));
    }

    private static List<String> parts(String dotted) {
        return PART.matcher(dotted)
                .results()
                .map(match -> match.group().replaceAll("^[\"']|[\"']$", ""))
                .toList();
    }

    private static String dotted(List<String> parts) {
        return parts.stream()
                .map(part -> BARE.matcher(part).matches() ? part : "\"" + part + "\"")
                .collect(Collectors.joining("."));
    }

    /** Behind the line break. */
    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    /** Behind a value, which may go over several lines; outside of brackets a character of {@code stops} ends it too. */
    private int endOfValue(int from, String stops) {
        int depth = 0;
        int end = from;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '#') {
                at = endOfLine(at) - 2;
            } else if (c == '"' || c == '\'') {
                at = endOfString(at);
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (depth == 0 && stops.indexOf(c) >= 0) {
                return end;
            } else if (c == ']' || c == '}') {
                depth--;
            }
            if (depth == 0 && (c == '\n' || c == '#')) {
                return end;
            }
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '#') {
                end = at + 1;
            }
        }
        return end;
    }

    /** The last quotation mark of the string that begins here. */
    private int endOfString(int from) {
        char quote = text.charAt(from);
        String three = String.valueOf(quote).repeat(3);
        if (text.startsWith(three, from)) {
            int end = text.indexOf(three, from + 3);
            return end < 0 ? text.length() - 1 : end + 2;
        }
        for (int at = from + 1; at < text.length(); at++) {
            if (text.charAt(at) == quote) {
                return at;
            }
            if (text.charAt(at) == '\\' && quote == '"') {
                at++;
            }
        }
        return text.length() - 1;
    }
}
