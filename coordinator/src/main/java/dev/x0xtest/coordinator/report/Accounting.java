package dev.x0xtest.coordinator.report;

import dev.x0xtest.wire.NodeLabel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rule that keeps a report honest: every declared cell is there, exactly once, and no other. */
final class Accounting {
    private record Pair(NodeLabel src, NodeLabel dst) {}

    private Accounting() {}

    static void check(Scope scope, List<RosterEntry> roster, List<CellReport> cells) {
        Set<NodeLabel> nodes = new HashSet<>();
        for (RosterEntry entry : roster) {
            if (!nodes.add(entry.node())) {
                throw new IllegalArgumentException(
                        "the roster names " + entry.node().text() + " twice");
            }
        }
        scope.excluded().forEach(nodes::remove);
        Set<Pair> pairs = new HashSet<>();
        for (CellReport cell : cells) {
            if (!nodes.contains(cell.src()) || !nodes.contains(cell.dst())) {
                throw new IllegalArgumentException("a cell outside the roster: " + name(cell));
            }
            if (!pairs.add(new Pair(cell.src(), cell.dst()))) {
                throw new IllegalArgumentException("a cell stands twice: " + name(cell));
            }
        }
        checkCount(scope, nodes.size(), cells.size());
    }

    /** Without doubles and strangers, the right number means the right cells. */
    private static void checkCount(Scope scope, int nodes, int cells) {
        if (cells != scope.declaredCells()) {
            throw new IllegalArgumentException(cells + " cells for " + scope.declaredCells() + " declared ones");
        }
        if (scope.kind().equals(Scope.ALL_PAIRS) && cells != nodes * (nodes - 1)) {
            throw new IllegalArgumentException(cells + " cells are not all pairs of " + nodes + " nodes");
        }
    }

    private static String name(CellReport cell) {
        return cell.src().text() + " to " + cell.dst().text();
    }
}
