package dev.x0xtest.coordinator.report.format;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.CellView;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.wire.NodeLabel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Where the cells of a report stand in its list, by row and column. Immutable. */
public final class Grid {
    private static final int NONE = -1;

    private final Report report;
    private final List<NodeLabel> nodes;
    private final Map<NodeLabel, Integer> indexes;
    private final int[] places;

    private Grid(Report report, List<NodeLabel> nodes, Map<NodeLabel, Integer> indexes, int[] places) {
        this.report = report;
        this.nodes = nodes;
        this.indexes = indexes;
        this.places = places;
    }

    public static Grid of(Report report) {
        List<NodeLabel> nodes = report.nodes();
        Map<NodeLabel, Integer> indexes = new HashMap<>();
        nodes.forEach(node -> indexes.put(node, indexes.size()));
        int[] places = new int[nodes.size() * nodes.size()];
        Arrays.fill(places, NONE);
        int place = 0;
        for (CellReport cell : report.cells()) {
            places[index(indexes, cell.src()) * nodes.size() + index(indexes, cell.dst())] = place++;
        }
        return new Grid(report, nodes, indexes, places);
    }

    /** The axes. */
    public List<NodeLabel> nodes() {
        return nodes;
    }

    /** A node's place on the axes. */
    public int index(NodeLabel node) {
        return index(indexes, node);
    }

    private static int index(Map<NodeLabel, Integer> indexes, NodeLabel node) {
        Integer index = indexes.get(node);
        if (index == null) {
            throw new IllegalArgumentException("no node of this report: " + node.text());
        }
        return index;
    }

    /** The places of the cells that a node sends, in the order of the list. */
    public int[] row(int node) {
        return present(IntStream.range(0, nodes.size()).map(column -> place(node, column)));
    }

    /** The places of the cells that a node receives, in the order of the list. */
    public int[] column(int node) {
        return present(IntStream.range(0, nodes.size()).map(row -> place(row, node)));
    }

    /** The places of both, in the order of the list. */
    public int[] cross(int node) {
        return IntStream.concat(Arrays.stream(row(node)), Arrays.stream(column(node)))
                .sorted()
                .toArray();
    }

    /** The cells at these places. */
    public List<CellReport> cells(int[] cells) {
        return CellView.of(report, cells);
    }

    private int place(int row, int column) {
        return places[row * nodes.size() + column];
    }

    private static int[] present(IntStream all) {
        return all.filter(place -> place != NONE).sorted().toArray();
    }
}
