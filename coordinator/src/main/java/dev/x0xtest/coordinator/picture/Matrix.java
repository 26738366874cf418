package dev.x0xtest.coordinator.picture;

import dev.x0xtest.coordinator.latency.Latencies;
import dev.x0xtest.coordinator.latency.TimeDigit;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.Grid;
import dev.x0xtest.wire.NodeLabel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a report by row (source) and column (destination), in few bytes a cell: a report builds its cells anew each
 * time they are read. Immutable.
 */
@SuppressWarnings("EnumOrdinal") // kept in memory only
public final class Matrix {
    private static final CellOutcome[] OUTCOMES = CellOutcome.values();
    private static final int NONE = -1;

    private final Report report;
    private final Grid grid;
    private final List<NodeLabel> nodes;
    private final byte[] outcomes;
    private final int[] micros;
    private final boolean[] slow;

    private Matrix(Report report, Set<NodeLabel> slowNodes) {
        this.report = report;
        this.grid = Grid.of(report);
        this.nodes = grid.nodes();
        int cells = nodes.size() * nodes.size();
        this.outcomes = new byte[cells];
        this.micros = new int[cells];
        Arrays.fill(outcomes, (byte) NONE);
        Arrays.fill(micros, NONE);
        this.slow = new boolean[nodes.size()];
        slowNodes.stream().filter(nodes::contains).forEach(node -> slow[index(node)] = true);
        Latencies latencies = grid.latencies();
        for (CellReport cell : report.cells()) {
            int at = at(index(cell.src()), index(cell.dst()));
            outcomes[at] = (byte) cell.outcome().ordinal();
            micros[at] = p50Micros(cell, latencies);
        }
    }

    /** The matrix of a report; the cells of {@code slowNodes} that are proven are slow. */
    static Matrix of(Report report, Set<NodeLabel> slowNodes) {
        return new Matrix(report, slowNodes);
    }

    /** The median of the times of a proven cell, in microseconds; -1: there is none. */
    private int p50Micros(CellReport cell, Latencies latencies) {
        if (!cell.proven()) {
            return NONE;
        }
        long median = latencies.medianUs(index(cell.src()), index(cell.dst()));
        Long millis = cell.sendMs();
        if (median < 0 && millis != null) {
            // An earlier runner told no more.
            median = millis * 1_000;
        }
        return median < 0 ? NONE : (int) Math.min(median, Integer.MAX_VALUE);
    }

    private int at(int row, int column) {
        return row * nodes.size() + column;
    }

    /** How many nodes there are. */
    public int size() {
        return nodes.size();
    }

    /** The label of the node of a row or column. */
    public String label(int node) {
        return nodes.get(node).text();
    }

    /** The row and column of a node. Throws {@link IllegalArgumentException} for a node of another report. */
    public int index(NodeLabel node) {
        return grid.index(node);
    }

    /** How a cell ended; null on the diagonal, and where the run declared no cell. */
    @Nullable
    public CellOutcome outcome(int row, int column) {
        byte outcome = outcomes[at(row, column)];
        return outcome == NONE ? null : OUTCOMES[outcome];
    }

    /** The class of a cell; null where there is no cell. */
    @Nullable
    public CellClass cellClass(int row, int column) {
        CellOutcome outcome = outcome(row, column);
        return outcome == null ? null : outcome.cellClass();
    }

    /** The cell as the report has it. Throws {@link IllegalArgumentException} where there is none. */
    public CellReport cell(int row, int column) {
        return report.cells()
                .get(grid.find(nodes.get(row), nodes.get(column))
                        .orElseThrow(() ->
                                new IllegalArgumentException("no cell from " + label(row) + " to " + label(column))));
    }

    /** The median time of a proven cell in microseconds; -1: there is none. */
    public int micros(int row, int column) {
        return micros[at(row, column)];
    }

    /** What stands in a cell: its latency digit if it is proven and has one, else the letter of its outcome. */
    public char mark(int row, int column) {
        CellOutcome outcome = outcome(row, column);
        if (outcome == null) {
            return '·';
        }
        int time = micros(row, column);
        return time == NONE ? outcome.letter() : TimeDigit.mark(time);
    }

    /** Whether it is proven, and one of its nodes is named as slow. */
    public boolean slow(int row, int column) {
        return (slow[row] || slow[column]) && cellClass(row, column) == CellClass.PROVEN;
    }

    /** What a node sends. */
    public Share sent(int node) {
        return share(IntStream.range(0, size()).map(column -> at(node, column)));
    }

    /** What a node receives. */
    public Share received(int node) {
        return share(IntStream.range(0, size()).map(row -> at(row, node)));
    }

    private Share share(IntStream cells) {
        int[] there = cells.filter(at -> outcomes[at] != NONE).toArray();
        int proven = 0;
        int refuted = 0;
        for (int at : there) {
            CellClass cellClass = OUTCOMES[outcomes[at]].cellClass();
            proven += cellClass == CellClass.PROVEN ? 1 : 0;
            refuted += cellClass == CellClass.REFUTED ? 1 : 0;
        }
        int[] times = Arrays.stream(there)
                .map(at -> micros[at])
                .filter(time -> time != NONE)
                .sorted()
                .toArray();
        return new Share(there.length, proven, refuted, times.length == 0 ? NONE : times[(times.length - 1) / 2]);
    }

    /**
     * The cells of one direction of one node.
     *
     * @param micros the median of their times; -1: none has one
     */
    public record Share(int cells, int proven, int refuted, int micros) {
        /** Cells of which nobody can tell. */
        public int unobserved() {
            return cells - proven - refuted;
        }
    }
}
