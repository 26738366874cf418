package dev.x0xtest.local.simulation;

import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Fault.Kind;
import dev.x0xtest.local.simulation.fault.Network;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a set of faults does to a fleet, by what real daemons do. Two sets with equal predictions cannot be told apart by
 * the classes of their cells. Pure.
 *
 * @param classes a letter for each cell, by source and then destination: p proven, r refuted, u unobserved
 * @param marks faults that change no cell for certain, and have to be named as such
 */
record Prediction(String classes, Set<String> marks) {
    /** What they do to a cell depends on chance. */
    static final Set<Kind> MARKED =
            EnumSet.of(Kind.CLOCK, Kind.BUSY, Kind.SLOW, Kind.OVERLOADED, Kind.RESTARTED, Kind.TURNS);

    private static final int COMMAND_BYTES = 2_000;
    private static final int ACK_BYTES = 40;

    /** The prediction for a fleet of so many nodes, of which the first one is the anchor. */
    static Prediction of(Collection<Fault> faults, int nodes, int hopBytes) {
        Facts facts = new Facts(faults, nodes);
        boolean[] told = new boolean[nodes];
        for (int node = 0; node < nodes; node++) {
            told[node] = facts.controlled(node);
        }
        char[] classes = new char[nodes * nodes];
        for (int src = 0; src < nodes; src++) {
            for (int dst = 0; dst < nodes; dst++) {
                boolean proven =
                        src == dst || (facts.shown(src, dst, hopBytes) && facts.acknowledged(src, dst, hopBytes));
                classes[src * nodes + dst] = !told[src] || !told[dst] ? 'u' : proven ? 'p' : 'r';
            }
        }
        Set<String> marks = new TreeSet<>();
        faults.stream()
                .filter(fault -> MARKED.contains(fault.kind()))
                .forEach(fault -> marks.add(fault.beginning(null).toString()));
        return new Prediction(new String(classes), marks);
    }

    char at(int src, int dst, int nodes) {
        return classes.charAt(src * nodes + dst);
    }

    private static final class Facts {
        private final int nodes;
        private final Network network = new Network();
        private final boolean[] frozen;
        private final boolean[] stopped;

        Facts(Collection<Fault> faults, int nodes) {
            this.nodes = nodes;
            this.frozen = new boolean[nodes];
            this.stopped = new boolean[nodes];
            Arrays.fill(frozen, false);
            for (Fault fault : faults) {
                network.apply(fault);
                if (fault.kind() == Kind.FROZEN) {
                    frozen[fault.node()] = true;
                } else if (fault.kind() == Kind.RUNNER_STOPPED) {
                    stopped[fault.node()] = true;
                }
            }
        }

        private boolean arrives(int from, int to, int bytes) {
            return !frozen[from]
                    && !frozen[to]
                    && network.foreign(from) == network.foreign(to)
                    && !network.blocks(from, to)
                    && network.passes(from, to, bytes);
        }

        boolean acknowledged(int from, int to, int bytes) {
            return arrives(from, to, bytes) && network.passes(to, from, ACK_BYTES);
        }

        boolean shown(int from, int to, int bytes) {
            return arrives(from, to, bytes) && !network.blocks(to, from) && !network.doubled(to) && !stopped[to];
        }

        /** Whether commands reach a node's runner and its answers come back: directly, or by gossip over a third node. */
        boolean controlled(int node) {
            int anchor = FleetDraw.ANCHOR;
            if (node == anchor) {
                return true;
            }
            if (frozen[node]
                    || stopped[node]
                    || network.foreign(node) != network.foreign(anchor)
                    || network.blocks(node, anchor)
                    || network.blocks(anchor, node)) {
                return false;
            }
            boolean directly =
                    network.passes(anchor, node, COMMAND_BYTES) && network.passes(node, anchor, COMMAND_BYTES);
            if (directly) {
                return true;
            }
            for (int relay = 0; relay < nodes; relay++) {
                if (relay != anchor && relay != node && !frozen[relay] && both(anchor, relay) && both(relay, node)) {
                    return true;
                }
            }
            return false;
        }

        private boolean both(int one, int other) {
            return network.passes(one, other, COMMAND_BYTES) && network.passes(other, one, COMMAND_BYTES);
        }
    }
}
