package dev.x0xtest.coordinator.render.map;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The matrix as text: a row per source, a column per destination, a letter per cell. Columns carry their labels where
 * these fit; else numbers, with the rows as their key; and where not even single letters fit side by side, the columns
 * are split into blocks, each with all rows. Nothing is left out; more than a hundred nodes make a {@link CoarseMap}.
 */
public final class HeatMap {
    /** The most nodes that are readable cell by cell. */
    private static final int MOST_NODES = 100;

    private final Report report;
    private final Console console;
    private final Paint paint;
    private final List<NodeLabel> nodes;
    private final Map<NodeLabel, Map<NodeLabel, CellReport>> rows = new HashMap<>();
    private final MapLayout layout;
    private final @Nullable TimeDigits digits;

    private HeatMap(Report report, Console console, @Nullable TimeDigits digits) {
        this.report = report;
        this.console = console;
        this.paint = new Paint(console);
        this.nodes = report.nodes();
        for (CellReport cell : report.cells()) {
            rows.computeIfAbsent(cell.src(), source -> new HashMap<>()).put(cell.dst(), cell);
        }
        this.layout = MapLayout.of(nodes, console);
        this.digits = digits;
    }

    /** Without line ends; the legend stands below. */
    public static List<String> lines(Report report, Console console) {
        return lines(report, console, null);
    }

    /** The same with a digit for the median time of each proven pair. */
    public static List<String> withTimes(Report report, Console console) {
        return lines(report, console, new TimeDigits(report));
    }

    private static List<String> lines(Report report, Console console, @Nullable TimeDigits digits) {
        return report.nodes().size() > MOST_NODES
                ? CoarseMap.lines(report, console, digits)
                : new HeatMap(report, console, digits).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int first = 0; first < nodes.size(); first += layout.columnsPerBlock()) {
            int end = Math.min(nodes.size(), first + layout.columnsPerBlock());
            if (layout.columnsPerBlock() < nodes.size()) {
                lines.add("to nodes " + (first + 1) + "-" + end + " of " + nodes.size());
            }
            block(lines, first, end);
            lines.add("");
        }
        lines.addAll(Legend.lines(report, console, digits));
        return lines;
    }

    private void block(List<String> lines, int first, int end) {
        List<String> header = layout.header(nodes.subList(first, end), first);
        for (int line = 0; line < header.size(); line++) {
            boolean last = line == header.size() - 1;
            String corner = last ? MapLayout.CORNER : "";
            lines.add((pad(corner, layout.rowLabelWidth()) + header.get(line) + (last ? RowSummary.HEADER : ""))
                    .stripTrailing());
        }
        for (int row = 0; row < nodes.size(); row++) {
            lines.add(row(row, first, end));
        }
    }

    private String row(int row, int first, int end) {
        NodeLabel source = nodes.get(row);
        Map<NodeLabel, CellReport> cells = rows.getOrDefault(source, Map.of());
        StringBuilder line = new StringBuilder(pad(layout.rowLabel(source, row, console), layout.rowLabelWidth()));
        for (int column = first; column < end; column++) {
            NodeLabel destination = nodes.get(column);
            line.append(cell(source.equals(destination), cells.get(destination), layout.cellWidth(destination)));
        }
        return line.append(RowSummary.of(cells.values())).toString().stripTrailing();
    }

    private String cell(boolean diagonal, @Nullable CellReport cell, int width) {
        String letter = diagonal
                ? console.diagonal()
                : cell == null
                        ? " "
                        : String.valueOf(digits == null ? cell.outcome().letter() : digits.of(cell));
        int painted = layout.paintedWidth();
        int right = layout.labelled() ? (width - 1) / 2 - painted / 2 : 0;
        int left = width - right - painted;
        String middle = " ".repeat(painted - 1 - painted / 3) + letter + " ".repeat(painted / 3);
        String shown =
                cell == null || diagonal ? middle : paint.cell(cell.outcome().cellClass(), middle);
        return " ".repeat(left) + shown + " ".repeat(right);
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
