package dev.x0xtest.coordinator.run.cell;

import dev.x0xtest.coordinator.run.node.NodeState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All cells of a run: every ordered pair of different nodes, or those that a sparse run measures, with each of its samples. The
 * list never changes.
 */
public final class CellGrid {
    private final int samples;
    /** Of a sparse run: the destinations of each source, and how many pairs are before its own; null: all pairs. */
    private final int @Nullable [][] destinations;

    private final int[] before;
    private final List<Cell> cells;

    /** Untried cells of all pairs of these nodes, which are ordered by index. */
    public CellGrid(List<NodeState> nodes, int samples) {
        this(nodes, samples, null);
    }

    /** The same for the pairs of a sparse run, by row as in {@code RunConfig}; null: all pairs. */
    public CellGrid(List<NodeState> nodes, int samples, @Nullable List<List<Integer>> rows) {
        this.samples = samples;
        this.before = new int[nodes.size()];
        int[][] sparse = new int[rows == null ? 0 : nodes.size()][];
        this.destinations = rows == null ? null : sparse;
        int pairs = rows == null
                ? nodes.size() * Math.max(0, nodes.size() - 1)
                : rows.stream().mapToInt(List::size).sum();
        List<Cell> all = new ArrayList<>(pairs * samples);
        for (NodeState source : nodes) {
            int index = source.index();
            before[index] = all.size() / samples;
            if (rows == null) {
                nodes.forEach(destination -> add(source, destination, all));
            } else {
                sparse[index] =
                        rows.get(index).stream().mapToInt(Integer::intValue).toArray();
                rows.get(index).forEach(destination -> add(source, nodes.get(destination), all));
            }
        }
        this.cells = Collections.unmodifiableList(all);
    }

    private void add(NodeState source, NodeState destination, List<Cell> all) {
        for (int sample = 0; source != destination && sample < samples; sample++) {
            all.add(new Cell(source, destination, sample));
        }
    }

    /** Pair by pair; the samples of a pair are adjacent. */
    public List<Cell> cells() {
        return cells;
    }

    /** The cells of one pair, one for each sample; none if the run does not measure it. A view, not a copy. */
    public List<Cell> samples(NodeState source, NodeState destination) {
        int place = destinations == null
                ? destination.index() - (destination.index() < source.index() ? 0 : 1)
                : Arrays.binarySearch(destinations[source.index()], destination.index());
        int pair = before[source.index()] + place;
        return place < 0 ? List.of() : cells.subList(pair * samples, (pair + 1) * samples);
    }
}
