package dev.x0xtest.coordinator.report;

import dev.x0xtest.wire.NodeLabel;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rule that keeps a report honest: every declared cell is there, exactly once, and no other. */
final class Accounting {
    private Accounting() {}

    static void check(Report.Scope scope, List<RosterEntry> roster, List<CellReport> cells) {
        Set<NodeLabel> excluded = Set.copyOf(scope.excluded());
        Map<NodeLabel, Integer> nodes = new HashMap<>();
        for (RosterEntry entry : roster) {
            if (nodes.put(entry.node(), nodes.size()) != null) {
                throw new IllegalArgumentException(
                        "the roster names " + entry.node().text() + " twice");
            }
        }
        BitSet pairs = new BitSet(roster.size() * roster.size());
        for (CellReport cell : cells) {
            Integer src = nodes.get(cell.src());
            Integer dst = nodes.get(cell.dst());
            if (src == null || dst == null || excluded.contains(cell.src()) || excluded.contains(cell.dst())) {
                throw new IllegalArgumentException("a cell outside the roster: " + name(cell));
            }
            int pair = src * roster.size() + dst;
            if (pairs.get(pair)) {
                throw new IllegalArgumentException("a cell stands twice: " + name(cell));
            }
            pairs.set(pair);
        }
        nodes.keySet().removeAll(excluded);
        checkCount(scope, nodes.size(), cells.size());
    }

    /** Without doubles and strangers, the right number means the right cells. */
    private static void checkCount(Report.Scope scope, int nodes, int cells) {
        if (cells != scope.declaredCells()) {
            throw new IllegalArgumentException(cells + " cells for " + scope.declaredCells() + " declared ones");
        }
        if (scope.isSparse() && (cells == 0 || cells > nodes * (nodes - 1))) {
            throw new IllegalArgumentException(cells + " cells are no pairs of " + nodes + " nodes");
        }
        if (scope.kind().equals(Report.Scope.ALL_PAIRS) && cells != nodes * (nodes - 1)) {
            throw new IllegalArgumentException(cells + " cells are not all pairs of " + nodes + " nodes");
        }
    }

    private static String name(CellReport cell) {
        return cell.src().text() + " to " + cell.dst().text();
    }
}
