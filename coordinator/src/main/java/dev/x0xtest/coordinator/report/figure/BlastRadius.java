package dev.x0xtest.coordinator.report.figure;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether any one node can be lost. Two nodes are linked if proven pairs lead from each to the other, directly or over other
 * nodes; a pair that is unobserved links nothing. A node is critical if nodes that are linked now would not be linked
 * without it.
 *
 * @param linked how many nodes the largest group of linked nodes has
 * @param critical the nodes whose loss would cut others off, in the order of the roster
 */
public record BlastRadius(int linked, List<Critical> critical) {
    /**
     * A node that no group of nodes can lose without falling apart.
     *
     * @param cutOff the nodes of its group that would be linked no more to the largest part that is left
     */
    public record Critical(NodeLabel node, List<NodeLabel> cutOff) {
        public Critical {
            cutOff = List.copyOf(cutOff);
        }
    }

    public BlastRadius {
        critical = List.copyOf(critical);
    }

    /** Whether any one node lost keeps the others linked that are linked now. */
    public boolean anyOne() {
        return critical.isEmpty();
    }

    /**
     * Of this run; empty where it says nothing: every pair is proven, the run was sparse or cut short, or no three nodes are
     * linked.
     */
    public static Optional<BlastRadius> of(Report report) {
        boolean whole = report.ending() == null && !report.scope().isSparse();
        if (report.totals().proven() == report.totals().pairs() || !whole) {
            return Optional.empty();
        }
        List<NodeLabel> nodes = report.nodes();
        Links links = new Links(nodes.size());
        Map<NodeLabel, Integer> places = new HashMap<>();
        nodes.forEach(node -> places.put(node, places.size()));
        for (CellReport cell : report.cells()) {
            Integer src = places.get(cell.src());
            Integer dst = places.get(cell.dst());
            if (cell.proven() && src != null && dst != null) {
                links.add(src, dst);
            }
        }
        BitSet all = new BitSet();
        all.set(0, nodes.size());
        List<BitSet> groups = links.groups(all);
        int linked = groups.get(0).cardinality();
        return linked < 3 ? Optional.empty() : Optional.of(new BlastRadius(linked, critical(nodes, links, groups)));
    }

    private static List<Critical> critical(List<NodeLabel> nodes, Links links, List<BitSet> groups) {
        List<Critical> critical = new ArrayList<>();
        for (BitSet group : groups) {
            for (int lost = group.nextSetBit(0); lost >= 0; lost = group.nextSetBit(lost + 1)) {
                BitSet rest = (BitSet) group.clone();
                rest.clear(lost);
                BitSet cut = (BitSet) rest.clone();
                List<BitSet> parts = links.groups(rest);
                if (parts.size() > 1) {
                    cut.andNot(parts.get(0));
                    critical.add(new Critical(
                            nodes.get(lost), cut.stream().mapToObj(nodes::get).toList()));
                }
            }
        }
        critical.sort(Comparator.comparingInt(one -> nodes.indexOf(one.node())));
        return critical;
    }

    /** Proven pairs as a directed graph. */
    private static final class Links {
        private final BitSet[] out;
        private final BitSet[] in;

        Links(int nodes) {
            out = new BitSet[nodes];
            in = new BitSet[nodes];
            for (int node = 0; node < nodes; node++) {
                out[node] = new BitSet(nodes);
                in[node] = new BitSet(nodes);
            }
        }

        void add(int src, int dst) {
            out[src].set(dst);
            in[dst].set(src);
        }

        /** The groups of linked nodes among these, the largest first; of equal ones, that with the first node. */
        List<BitSet> groups(BitSet among) {
            List<BitSet> groups = new ArrayList<>();
            BitSet left = (BitSet) among.clone();
            for (int first = left.nextSetBit(0); first >= 0; first = left.nextSetBit(first)) {
                BitSet group = reached(out, first, among);
                group.and(reached(in, first, among));
                groups.add(group);
                left.andNot(group);
            }
            groups.sort(Comparator.comparingInt(group -> -group.cardinality()));
            return groups;
        }

        private static BitSet reached(BitSet[] edges, int first, BitSet among) {
            BitSet reached = new BitSet(edges.length);
            BitSet open = new BitSet(edges.length);
            open.set(first);
            for (int node = first; node >= 0; node = open.nextSetBit(0)) {
                open.clear(node);
                reached.set(node);
                BitSet next = (BitSet) edges[node].clone();
                next.and(among);
                next.andNot(reached);
                open.or(next);
            }
            return reached;
        }
    }
}
