package dev.x0xtest.coordinator.report.format;

import dev.x0xtest.coordinator.latency.Latencies;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.CellView;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Finds the cells of a report by row and column: maps both to indexes in its list. Immutable. */
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

    /** The grid of this report. */
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

    /** The nodes, in the order of rows and columns. */
    public List<NodeLabel> nodes() {
        return nodes;
    }

    /** The row and column of a node, from 0. Throws {@link IllegalArgumentException} for a node of another report. */
    public int index(NodeLabel node) {
        return index(indexes, node);
    }

    private static int index(Map<NodeLabel, Integer> indexes, NodeLabel node) {
        Integer index = indexes.get(node);
        if (index == null) {
            throw new IllegalArgumentException("not a node of this report: " + node.text());
        }
        return index;
    }

    /** The index of a pair's cell; empty: the run has none. */
    public OptionalInt find(NodeLabel src, NodeLabel dst) {
        Integer row = indexes.get(src);
        Integer column = indexes.get(dst);
        int place = row == null || column == null ? NONE : place(row, column);
        return place == NONE ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** Indexes of the cells that a node sends, ascending. */
    public int[] row(int node) {
        return present(IntStream.range(0, nodes.size()).map(column -> place(node, column)));
    }

    /** Indexes of the cells that a node receives, ascending. */
    public int[] column(int node) {
        return present(IntStream.range(0, nodes.size()).map(row -> place(row, node)));
    }

    /** Indexes of the cells that a node sends or receives, ascending. */
    public int[] cross(int node) {
        return IntStream.concat(Arrays.stream(row(node)), Arrays.stream(column(node)))
                .sorted()
                .toArray();
    }

    /** Whether the run has a cell from this row to this column. */
    public boolean has(int row, int column) {
        return place(row, column) != NONE;
    }

    /** The cells at these indexes. A view: cells are built when they are read. */
    public List<CellReport> cells(int[] cells) {
        return CellView.of(report, cells);
    }

    private int place(int row, int column) {
        return places[row * nodes.size() + column];
    }

    /** The latencies of the report; rows and columns are those of this grid. */
    public Latencies latencies() {
        return new Latencies(nodes.size(), report.plane() == Plane.RAW, (from, to) -> {
            int place = place(from, to);
            return place == NONE ? List.of() : report.times(place);
        });
    }

    private static int[] present(IntStream all) {
        return all.filter(place -> place != NONE).sorted().toArray();
    }
}
