package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pairs that a sparse run measures. Immutable.
 *
 * @param rows for each node, by its place in the roster, the places of the nodes that it sends to, ascending
 */
public record DeclaredCells(List<List<Integer>> rows) {
    private static final long SEED = 1;

    /** A source and a destination. */
    public record Pair(NodeLabel from, NodeLabel to) {}

    /**
     * Checks that every pair can be measured.
     *
     * @throws IllegalArgumentException if there is none, or if a row is not ascending, names its own node or a node that the
     *     roster does not have
     */
    public DeclaredCells {
        rows = rows.stream().map(List::copyOf).toList();
        for (int source = 0; source < rows.size(); source++) {
            int before = -1;
            for (int destination : rows.get(source)) {
                if (destination <= before || destination >= rows.size() || destination == source) {
                    throw new IllegalArgumentException(
                            "node " + source + " of a sparse run cannot send to " + destination + " after " + before);
                }
                before = destination;
            }
        }
        if (rows.stream().allMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a sparse run has at least one pair");
        }
    }

    /**
     * These pairs; one that stands twice is one.
     *
     * @throws IllegalArgumentException for a label that is not in the roster, a node with itself, or no pair at all
     */
    public static DeclaredCells of(List<NodeLabel> roster, Collection<Pair> pairs) {
        List<BitSet> rows = new ArrayList<>();
        roster.forEach(node -> rows.add(new BitSet()));
        for (Pair pair : pairs) {
            int from = roster.indexOf(pair.from());
            int to = roster.indexOf(pair.to());
            if (from < 0 || to < 0) {
                throw new IllegalArgumentException("not in the roster: " + (from < 0 ? pair.from() : pair.to()).text());
            }
            rows.get(from).set(to);
        }
        return new DeclaredCells(
                rows.stream().map(row -> row.stream().boxed().toList()).toList());
    }

    /**
     * A round of the rotation in which each node sends to so many others and receives from as many. Any
     * {@link #rounds rounds} rounds that follow each other have every pair, whichever the first of them is. The rounds are the
     * same for all runs of so many nodes.
     *
     * @param degree at least 1; all other nodes if there are fewer
     * @param round from 1
     */
    public static DeclaredCells rotation(int nodes, int degree, long round) {
        if (nodes < 2 || degree < 1 || round < 1) {
            throw new IllegalArgumentException(
                    "no rotation of " + nodes + " nodes with " + degree + " destinations in round " + round);
        }
        int[] shifts = shifts(nodes);
        int size = Math.min(degree, shifts.length);
        int first = (int) ((round - 1) % shifts.length * size % shifts.length);
        int[] now = IntStream.range(0, size)
                .map(each -> shifts[(first + each) % shifts.length])
                .toArray();
        return new DeclaredCells(IntStream.range(0, nodes)
                .mapToObj(source -> IntStream.of(now)
                        .map(shift -> (source + shift) % nodes)
                        .sorted()
                        .boxed()
                        .toList())
                .toList());
    }

    /** How many rounds of the rotation have every pair. */
    public static int rounds(int nodes, int degree) {
        return (nodes - 1 + degree - 1) / degree;
    }

    /** 1…N−1 in an order that a round does not show: neighbours in the roster are often neighbours in a rack. */
    private static int[] shifts(int nodes) {
        int[] shifts = new int[nodes - 1];
        SplittableRandom random = new SplittableRandom(SEED ^ nodes);
        for (int i = 0; i < shifts.length; i++) {
            int j = random.nextInt(i + 1);
            shifts[i] = shifts[j];
            shifts[j] = i + 1;
        }
        return shifts;
    }

    /** How many pairs there are. */
    public int count() {
        return rows.stream().mapToInt(List::size).sum();
    }

    /** The most pairs that one node sends or receives. */
    public int most() {
        int[] received = new int[rows.size()];
        rows.forEach(row -> row.forEach(destination -> received[destination]++));
        return IntStream.concat(IntStream.of(received), rows.stream().mapToInt(List::size))
                .max()
                .orElse(0);
    }

    /** The nodes that neither send nor receive, by their places. */
    public BitSet idle() {
        BitSet idle = new BitSet();
        idle.set(0, rows.size());
        for (int source = 0; source < rows.size(); source++) {
            if (!rows.get(source).isEmpty()) {
                idle.clear(source);
            }
            rows.get(source).forEach(idle::clear);
        }
        return idle;
    }

    /** Every pair as labels, row by row. */
    public Stream<Pair> pairs(List<NodeLabel> roster) {
        return IntStream.range(0, rows.size())
                .boxed()
                .flatMap(from -> rows.get(from).stream().map(to -> new Pair(roster.get(from), roster.get(to))));
    }
}
