package dev.x0xtest.coordinator.render;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.figure.BlastRadius;
import dev.x0xtest.coordinator.report.figure.VersionTable;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the loss of a node would cut, and pairs by the versions of x0xd, for a person. Nothing where they say nothing. */
final class FleetFigures {
    private static final int MOST_NODES = 5;
    private static final int MOST_VERSION = 16;
    private static final String CORNER = "  from \\ to";

    private FleetFigures() {}

    /** The line about the loss of a node; several where nodes are critical. */
    static List<String> blastRadius(Report report) {
        if (report.scope().isSparse() && report.ending() == null) {
            return List.of(
                    "any one node lost keeps the other linked nodes linked: n/a, only a run of all pairs shows it");
        }
        return BlastRadius.of(report).map(FleetFigures::lines).orElse(List.of());
    }

    private static List<String> lines(BlastRadius radius) {
        List<String> lines = new ArrayList<>();
        lines.add("any one node lost keeps the other linked nodes linked by proven pairs: "
                + (radius.anyOne() ? "yes" : "no"));
        radius.critical().stream()
                .limit(MOST_NODES)
                .forEach(one ->
                        lines.add("  without " + one.node().text() + ", the rest would lose " + names(one.cutOff())));
        if (radius.critical().size() > MOST_NODES) {
            lines.add("  and " + (radius.critical().size() - MOST_NODES) + " more nodes like these");
        }
        return lines;
    }

    private static String names(List<NodeLabel> nodes) {
        return nodes.stream().limit(MOST_NODES).map(NodeLabel::text).collect(Collectors.joining(", "))
                + (nodes.size() > MOST_NODES ? " and " + (nodes.size() - MOST_NODES) + " more" : "");
    }

    /** The table of versions, or, where it is wider than the console, a line for each two of them. */
    static List<String> versions(Report report, Console console) {
        return VersionTable.of(report).map(table -> lines(table, console)).orElse(List.of());
    }

    private static List<String> lines(VersionTable table, Console console) {
        List<String> names = table.versions().stream().map(FleetFigures::clean).toList();
        int width = 2 + names.stream().mapToInt(String::length).max().orElse(0);
        width = Math.max(
                width, 2 + cells(table).stream().mapToInt(String::length).max().orElse(0));
        List<String> lines = new ArrayList<>();
        String title = new Paint(console).bold("Pairs proven, by the x0xd of source and destination");
        lines.addAll(console.live() ? TextWrap.line(title, console.width()) : List.of(title));
        int columns = Math.max(width + 2, CORNER.length() + 2) + width * names.size();
        if (columns > console.width()) {
            for (int row = 0; row < names.size(); row++) {
                for (int column = 0; column < names.size(); column++) {
                    VersionTable.Count count = table.counts().get(row).get(column);
                    if (count.pairs() > 0) {
                        lines.add("  " + names.get(row) + " " + console.arrow() + " " + names.get(column) + ": "
                                + text(count));
                    }
                }
            }
            return lines;
        }
        int first = columns - width * names.size();
        lines.add(line(CORNER, first, names, width));
        for (int row = 0; row < names.size(); row++) {
            lines.add(line(
                    "  " + names.get(row),
                    first,
                    table.counts().get(row).stream().map(FleetFigures::text).toList(),
                    width));
        }
        return lines;
    }

    private static String line(String head, int first, List<String> cells, int width) {
        StringBuilder line = new StringBuilder(pad(head, first));
        cells.forEach(cell -> line.append(pad(cell, width)));
        return line.toString().stripTrailing();
    }

    private static List<String> cells(VersionTable table) {
        return table.counts().stream()
                .flatMap(List::stream)
                .map(FleetFigures::text)
                .toList();
    }

    private static String text(VersionTable.Count count) {
        return count.pairs() == 0 ? "-" : count.proven() + "/" + count.pairs();
    }

    private static String clean(String version) {
        String line = version.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > MOST_VERSION ? line.substring(0, MOST_VERSION) : line;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
