package dev.x0xtest.coordinator.report;

import dev.x0xtest.wire.NodeLabel;
import java.util.List;

/**
 * What a run set out to measure, fixed before its first message.
 *
 * @param kind {@value #ALL_PAIRS}: every ordered pair of the nodes asked for
 * @param excluded nodes that a person took out of the denominator by name
 */
public record Scope(String kind, int declaredCells, List<NodeLabel> excluded) {
    public static final String ALL_PAIRS = "all-pairs";

    public Scope {
        excluded = List.copyOf(excluded);
        if (declaredCells < 0) {
            throw new IllegalArgumentException("a scope cannot declare " + declaredCells + " cells");
        }
    }

    /** Every ordered pair of that many nodes; the excluded ones are not among them. */
    public static Scope allPairs(int nodes, List<NodeLabel> excluded) {
        return new Scope(ALL_PAIRS, nodes * (nodes - 1), excluded);
    }
}
