package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.pairs.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cells that an epoch tries: sample k of its plan from node i to node j is the cell {@code cells(i, j).get(k)}. Immutable.
 */
public final class EpochCells {
    private final List<NodeState> nodes;
    private final Pairs pairs;
    private final @Nullable List<List<Integer>> counts;
    private final int samples;

    @FunctionalInterface
    private interface Pairs {
        List<Cell> of(NodeState source, NodeState destination);
    }

    private EpochCells(List<NodeState> nodes, Pairs pairs, @Nullable List<List<Integer>> counts, int samples) {
        this.nodes = nodes;
        this.pairs = pairs;
        this.counts = counts;
        this.samples = samples;
    }

    /** All samples of all pairs of these nodes. */
    public static EpochCells all(List<NodeState> nodes, Matrix matrix, int samples) {
        return new EpochCells(List.copyOf(nodes), matrix::samples, null, samples);
    }

    /** The cells of these nodes that a sparse run measures. */
    public static EpochCells declared(List<NodeState> nodes, Matrix matrix) {
        Set<NodeState> able = new HashSet<>(nodes);
        return of(matrix.cells().stream()
                .filter(cell -> able.contains(cell.source()) && able.contains(cell.destination()))
                .toList());
    }

    /** These cells only. Their ends are the nodes of the epoch, in the order of the roster. */
    public static EpochCells of(Collection<Cell> left) {
        Map<NodeState, Map<NodeState, List<Cell>>> bySource = new HashMap<>();
        for (Cell cell : left) {
            bySource.computeIfAbsent(cell.source(), row -> new HashMap<>())
                    .computeIfAbsent(cell.destination(), pair -> new ArrayList<>())
                    .add(cell);
            bySource.computeIfAbsent(cell.destination(), row -> new HashMap<>());
        }
        List<NodeState> nodes = bySource.keySet().stream()
                .sorted((one, other) -> Integer.compare(one.index(), other.index()))
                .toList();
        Pairs pairs = (from, to) -> bySource.getOrDefault(from, Map.of()).getOrDefault(to, List.of());
        List<List<Integer>> counts = nodes.stream()
                .map(from -> nodes.stream().map(to -> pairs.of(from, to).size()).toList())
                .toList();
        int most = counts.stream().flatMap(List::stream).max(Integer::compare).orElse(0);
        return new EpochCells(nodes, pairs, counts, most);
    }

    /** A node's place in this list is its index in the plans. */
    public List<NodeState> nodes() {
        return nodes;
    }

    /** The cells of a pair, given by the indexes of its nodes. */
    List<Cell> cells(int from, int to) {
        return pairs.of(nodes.get(from), nodes.get(to));
    }

    /** All of them. */
    public List<Cell> cells() {
        List<Cell> all = new ArrayList<>();
        for (int from = 0; from < nodes.size(); from++) {
            for (int to = 0; to < nodes.size(); to++) {
                if (from != to) {
                    all.addAll(cells(from, to));
                }
            }
        }
        return all;
    }

    /** How many cells the pair with the most has. */
    int samples() {
        return samples;
    }

    /** The most pairs that one node sends or receives. */
    int most() {
        List<List<Integer>> known = counts;
        if (known == null) {
            return Math.max(0, nodes.size() - 1);
        }
        int[] received = new int[nodes.size()];
        int most = 0;
        for (List<Integer> row : known) {
            int sent = 0;
            for (int to = 0; to < row.size(); to++) {
                if (row.get(to) > 0) {
                    sent++;
                    received[to]++;
                }
            }
            most = Math.max(most, sent);
        }
        return Math.max(most, Arrays.stream(received).max().orElse(0));
    }

    /** How many cells there are from each node to each; null: {@link #samples} for every pair. */
    @Nullable
    List<List<Integer>> counts() {
        return counts;
    }
}
