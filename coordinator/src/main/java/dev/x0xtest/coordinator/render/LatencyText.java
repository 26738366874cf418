package dev.x0xtest.coordinator.render;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.report.Report;
import java.util.ArrayList;
import java.util.List;

/** What a person reads of the latencies and clocks of a run, below its map: figures in columns, however narrow the window. */
final class LatencyText {
    private static final String INDENT = "  ";
    /** Between two entries of one line. */
    private static final String GAP = "    ";

    private static final int VALUE = 8;

    private final Console console;
    private final LatencyFacts facts;
    private final List<String> lines = new ArrayList<>();

    private LatencyText(Report report, Console console) {
        this.console = console;
        this.facts = LatencyFacts.of(report, console.unicode());
    }

    static List<String> lines(Report report, Console console) {
        return new LatencyText(report, console).lines();
    }

    private List<String> lines() {
        Paint paint = new Paint(console);
        if (facts.rows().isEmpty()) {
            lines.add(paint.bold("Latency"));
            lines.add(INDENT + "no hop was answered");
            return lines;
        }
        lines.add(paint.bold("Latency, ms"));
        figures();
        facts.groups().forEach(this::group);
        return lines;
    }

    /** A row a beginning; where that does not fit, a column. */
    private void figures() {
        List<List<String>> table = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("to the answer from"));
        head.addAll(LatencyFacts.HEADINGS);
        table.add(head);
        for (LatencyFacts.Row row : facts.rows()) {
            List<String> line = new ArrayList<>(List.of(row.since()));
            line.addAll(row.values());
            table.add(line);
        }
        List<String> wide = rows(table);
        lines.addAll(fit(wide) ? wide : rows(turned(table)));
    }

    private boolean fit(List<String> rows) {
        return rows.stream().allMatch(row -> row.length() <= console.width());
    }

    private static List<String> rows(List<List<String>> table) {
        int first = widest(table.stream().map(row -> row.get(0)).toList());
        int value = VALUE;
        for (List<String> row : table) {
            value = Math.max(value, 2 + widest(row.subList(1, row.size())));
        }
        List<String> rows = new ArrayList<>();
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder(INDENT).append(left(row.get(0), first));
            for (String cell : row.subList(1, row.size())) {
                line.append(right(cell, value));
            }
            rows.add(line.toString());
        }
        return rows;
    }

    private static List<List<String>> turned(List<List<String>> table) {
        List<List<String>> turned = new ArrayList<>();
        for (int column = 0; column < table.get(0).size(); column++) {
            int at = column;
            turned.add(table.stream().map(row -> row.get(at)).toList());
        }
        return turned;
    }

    /** As many entries on a line as fit, each below another one. */
    private void group(LatencyFacts.Group group) {
        lines.add(INDENT + group.title());
        List<LatencyFacts.Entry> entries = group.entries();
        int name = widest(entries.stream().map(LatencyFacts.Entry::name).toList());
        int value = widest(entries.stream().map(LatencyFacts.Entry::value).toList());
        int each = name + 2 + value;
        int columns = Math.max(1, (console.width() - INDENT.length() * 2 + GAP.length()) / (each + GAP.length()));
        for (int first = 0; first < entries.size(); first += columns) {
            StringBuilder line = new StringBuilder(INDENT + INDENT);
            for (LatencyFacts.Entry entry : entries.subList(first, Math.min(entries.size(), first + columns))) {
                line.append(line.length() == INDENT.length() * 2 ? "" : GAP);
                line.append(
                        each + INDENT.length() * 2 > console.width()
                                ? entry.name() + " " + entry.value()
                                : left(entry.name(), name + 2) + right(entry.value(), value));
            }
            lines.add(line.toString());
        }
        if (group.more() > 0) {
            lines.add(INDENT + INDENT + console.dots() + " and " + group.more() + " that are less");
        }
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
