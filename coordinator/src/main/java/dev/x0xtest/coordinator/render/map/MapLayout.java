package dev.x0xtest.coordinator.render.map;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How wide things are. Widths are in columns, leading space included.
 *
 * @param labelled whether columns carry labels; else numbers
 * @param numberedWidth width of a cell whose column carries a number
 */
record MapLayout(int rowLabelWidth, boolean labelled, int numberedWidth, int digits, int columnsPerBlock) {
    static final String CORNER = "from \\ to";

    private static final int MAX_LABEL = 32;

    static MapLayout of(List<NodeLabel> nodes, Console console) {
        int longest =
                nodes.stream().mapToInt(node -> node.text().length()).max().orElse(0);
        int rowLabel = Math.max(CORNER.length(), Math.min(longest, MAX_LABEL));
        int labels = nodes.stream().mapToInt(MapLayout::labelledWidth).sum();
        int digits = Integer.toString(nodes.size()).length();
        if (rowLabel + labels + RowSummary.WIDTH <= console.width()) {
            return new MapLayout(rowLabel, true, 0, digits, Math.max(1, nodes.size()));
        }
        int label = Math.min(longest, console.width() / 5);
        int room = Math.max(1, console.width() - numbered(digits, label) - RowSummary.WIDTH);
        int cell = Math.max(1, Math.min(digits + 1, room / nodes.size()));
        int columns = Math.min(nodes.size(), room / cell);
        int spare = Math.min(longest - label, room - columns * cell);
        return new MapLayout(numbered(digits, label + spare), false, cell, digits, columns);
    }

    /** Number, space, label, space. */
    private static int numbered(int digits, int label) {
        return Math.max(CORNER.length(), digits + 1 + label) + 1;
    }

    private static int labelledWidth(NodeLabel node) {
        return Math.max(3, node.text().length()) + 2;
    }

    int cellWidth(NodeLabel column) {
        return labelled ? labelledWidth(column) : numberedWidth;
    }

    /** How much of a cell is coloured. */
    int paintedWidth() {
        return labelled ? 3 : numberedWidth;
    }

    String rowLabel(NodeLabel node, int row, Console console) {
        if (labelled) {
            return node.text();
        }
        String number = Integer.toString(row + 1);
        return " ".repeat(digits - number.length()) + number + " "
                + console.cut(node.text(), rowLabelWidth - digits - 2);
    }

    /** One line, or where numbers do not fit side by side, one per digit. */
    List<String> header(List<NodeLabel> columns, int first) {
        if (labelled || numberedWidth > digits) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns.size(); column++) {
                String text = labelled ? columns.get(column).text() : Integer.toString(first + column + 1);
                line.append(rightOrCentred(text, cellWidth(columns.get(column))));
            }
            return List.of(line.toString());
        }
        List<String> lines = new ArrayList<>();
        for (int digit = 0; digit < digits; digit++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns.size(); column++) {
                String number = String.format(Locale.ROOT, "%" + digits + "d", first + column + 1);
                line.append(" ".repeat(numberedWidth - 1)).append(number.charAt(digit));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private String rightOrCentred(String text, int width) {
        int right = labelled ? (width - 2 - text.length()) / 2 : 0;
        return " ".repeat(width - right - text.length()) + text + " ".repeat(right);
    }
}
