package dev.x0xtest.coordinator.render.map;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.Grid;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The map of a fleet that is too large for single cells: neighbours in the roster form a group, and
 * a block of cells shows the worst of them. The findings below the map have the details.
 */
final class CoarseMap {
    private static final int MOST_GROUPS = 50;
    private static final String HEADER = "          proven  p50 ms";
    private static final String CORNER = "from\\to";

    private final Console console;
    private final Paint paint;
    private final Report report;
    private final Grid grid;
    private final int nodes;
    private final int perGroup;
    private final int groups;
    private final int cellWidth;
    private final int labelWidth;
    private final @Nullable TimeDigits digits;

    private CoarseMap(Report report, Console console, @Nullable TimeDigits digits) {
        this.report = report;
        this.console = console;
        this.paint = new Paint(console);
        this.grid = Grid.of(report);
        this.nodes = grid.nodes().size();
        this.labelWidth = 2 * Integer.toString(nodes).length() + 2;
        int room = console.width() - labelWidth - HEADER.length();
        this.perGroup = ceil(nodes, Math.max(2, Math.min(MOST_GROUPS, room)));
        this.groups = ceil(nodes, perGroup);
        this.cellWidth = groups * 2 <= room ? 2 : 1;
        this.digits = digits;
    }

    static List<String> lines(Report report, Console console, @Nullable TimeDigits digits) {
        return new CoarseMap(report, console, digits).lines();
    }

    private static int ceil(int all, int parts) {
        return (all + parts - 1) / parts;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(TextWrap.line(
                nodes + " nodes, " + perGroup + " in a group by their order in the roster, from " + label(0) + " to "
                        + label(nodes - 1) + "; a "
                        + (digits == null ? "letter" : "letter or digit") + " is the worst of up to "
                        + perGroup * perGroup
                        + " pairs; a column is headed by the first node of its group, read downwards",
                console.width()));
        lines.addAll(headings());
        for (int group = 0; group < groups; group++) {
            lines.add(row(group));
        }
        lines.add("");
        lines.addAll(Legend.lines(report, console, digits));
        return lines;
    }

    /** The number of each group's first node, a digit in a line: the rows say how far a group goes. */
    private List<String> headings() {
        List<String> lines = new ArrayList<>();
        int height = Integer.toString((groups - 1) * perGroup + 1).length();
        for (int digit = 0; digit < height; digit++) {
            boolean last = digit == height - 1;
            StringBuilder line = new StringBuilder(pad(last ? CORNER : ""));
            for (int group = 0; group < groups; group++) {
                String number = String.format(Locale.ROOT, "%" + height + "d", group * perGroup + 1);
                line.append(" ".repeat(cellWidth - 1)).append(number.charAt(digit));
            }
            lines.add(line.append(last ? HEADER : "").toString().stripTrailing());
        }
        return lines;
    }

    private String label(int node) {
        NodeLabel label = grid.nodes().get(node);
        return label.text();
    }

    private String pad(String text) {
        return HeatMap.pad(text, labelWidth);
    }

    private String row(int group) {
        int first = group * perGroup;
        int end = Math.min(nodes, first + perGroup);
        List<CellReport> cells = grid.cells(IntStream.range(first, end)
                .flatMap(node -> IntStream.of(grid.row(node)))
                .toArray());
        CellOutcome[] worst = new CellOutcome[groups];
        long[] slowest = new long[groups];
        Arrays.fill(slowest, -1);
        int proven = 0;
        LongStream.Builder sends = LongStream.builder();
        for (CellReport cell : cells) {
            int column = grid.index(cell.dst()) / perGroup;
            worst[column] = worse(worst[column], cell.outcome());
            slowest[column] = digits == null ? -1 : Math.max(slowest[column], digits.us(cell));
            proven += cell.proven() ? 1 : 0;
            if (cell.proven() && cell.sendMs() != null) {
                sends.add(cell.sendMs());
            }
        }
        StringBuilder line = new StringBuilder(pad((first + 1) + "-" + end));
        for (int column = 0; column < groups; column++) {
            line.append(letter(group == column, worst[column], slowest[column]));
        }
        return line.append(String.format(
                        Locale.ROOT, "  %14s  %6s", proven + "/" + cells.size(), RowSummary.median(sends.build())))
                .toString()
                .stripTrailing();
    }

    /** A node alone in the last group has no cell within it, and a sparse run may have none in a block. */
    private String letter(boolean within, @Nullable CellOutcome outcome, long slowestUs) {
        return outcome == null
                ? " ".repeat(cellWidth - 1) + (within ? console.diagonal() : " ")
                : paint.cell(
                        outcome.cellClass(),
                        " ".repeat(cellWidth - 1)
                                + (slowestUs < 0 ? outcome.letter() : TimeDigits.of(outcome, slowestUs)));
    }

    private static CellOutcome worse(@Nullable CellOutcome one, CellOutcome other) {
        if (one == null || severity(other) > severity(one)) {
            return other;
        }
        return severity(other) == severity(one) && other.compareTo(one) < 0 ? other : one;
    }

    private static int severity(CellOutcome outcome) {
        return outcome.cellClass().severity();
    }
}
