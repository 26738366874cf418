package dev.x0xtest.serve.incident;

import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.grade.Tolerance;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a round says of each pair that it measured. Immutable. */
final class Measured {
    private final Map<String, CellClass> classes = new HashMap<>();
    private final Set<String> judgedNodes = new HashSet<>();
    private final Set<String> measuredNodes = new HashSet<>();
    private final List<Pair> proven = new ArrayList<>();

    Measured(Report report) {
        Tolerance tolerance = report.tolerance();
        for (CellReport cell : report.cells()) {
            Pair pair = new Pair(cell.src(), cell.dst());
            CellClass counts = cell.counts(tolerance);
            classes.put(name(pair), counts);
            if (counts != CellClass.UNOBSERVED) {
                judgedNodes.add(cell.src().text());
                judgedNodes.add(cell.dst().text());
            }
            if (counts == CellClass.PROVEN) {
                proven.add(pair);
            }
            measuredNodes.add(cell.src().text());
            measuredNodes.add(cell.dst().text());
        }
    }

    /** A pair as incidents name it. */
    static String name(Pair pair) {
        return pair.src().text() + ">" + pair.dst().text();
    }

    /** The pair in the other direction. */
    static Pair mirror(Pair pair) {
        return new Pair(/* src= */ pair.dst(), /* dst= */ pair.src());
    }

    /** Whether it measured pairs from or to a node and could observe none of them. */
    boolean unobserved(NodeLabel node) {
        return measuredNodes.contains(node.text()) && !judgedNodes.contains(node.text());
    }

    /** Whether it says anything of any pair. */
    boolean judged() {
        return !judgedNodes.isEmpty();
    }

    /** Whether it says anything of a pair of one of these nodes. */
    boolean judgedAny(List<String> nodes) {
        return nodes.stream().anyMatch(judgedNodes::contains);
    }

    /** Null: the round did not measure it. */
    @Nullable
    CellClass of(String cell) {
        return classes.get(cell);
    }

    boolean proven(String cell) {
        return of(cell) == CellClass.PROVEN;
    }

    /** The pairs that work, in the order of the report. */
    List<Pair> proven() {
        return proven;
    }
}
