package dev.x0xtest.coordinator.report;

import dev.x0xtest.wire.NodeLabel;
import java.util.List;

/**
 * What a run set out to measure, fixed before its first message.
 *
 * @param kind {@value #ALL_PAIRS}: every ordered pair of the nodes asked for
 * @param samples hops of each cell; it takes the worst of them
 * @param excluded nodes that a person took out of the denominator by name
 */
public record Scope(String kind, int declaredCells, int samples, List<NodeLabel> excluded) {
    public static final String ALL_PAIRS = "all-pairs";

    public Scope {
        excluded = List.copyOf(excluded);
        if (declaredCells < 0 || samples < 1) {
            throw new IllegalArgumentException(
                    "a scope cannot declare " + declaredCells + " cells of " + samples + " samples");
        }
    }

    /** Every ordered pair of that many nodes; the excluded ones are not among them. */
    public static Scope allPairs(int nodes, int samples, List<NodeLabel> excluded) {
        return new Scope(ALL_PAIRS, nodes * (nodes - 1), samples, excluded);
    }
}
