package dev.x0xtest.local.simulation.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in a simulated fleet.
 *
 * @param node whom it concerns; of a pair the first one; of {@link Kind#CUT} how many nodes, from 0, form the first group
 * @param other the second node of a pair; -1 where the kind has none
 * @param after when it begins, since the first hop; null: before the run, and after the runners have started
 */
public record Fault(
        Fault.Kind kind, int node, int other, @Nullable Duration after) {
    /** What can be wrong. */
    public enum Kind {
        /** No packet gets from the node to the other one. */
        LINK_ONE_WAY(true),
        /** No packet gets from one of two nodes to the other. */
        LINK_BOTH(true),
        /** No packet gets from or to the node. */
        UNREACHABLE(false),
        /** No packet gets to the node. */
        DESTINATION_IN(false),
        /** No packet gets from the node. */
        SOURCE_OUT(false),
        /** The node's x0xd is stopped. */
        FROZEN(false),
        /** The node's runner is stopped, and its x0xd is not. */
        RUNNER_STOPPED(false),
        /** The node's x0xd is restarted. */
        RESTARTED(false),
        /** The node's contacts block the other one. */
        BLOCKED(true),
        /** The node's x0xd is of another network: neither side has heard of the other. */
        UNDISCOVERED(false),
        /** A second x0xd with the node's identity runs. */
        CLASH(false),
        /** The same took turns with the node's own x0xd for minutes before the run, in which the own one has its turn. */
        TURNS(false),
        /** Packets over a size do not get from the node to the other one. */
        MTU(true),
        /** The wall clock of the node's host is an hour off. */
        CLOCK(false),
        /** The node's runner does not run now and then. */
        BUSY(false),
        /** The node's host loses three packets of ten. */
        SLOW(false),
        /** No packet gets from one group of nodes to the other. */
        CUT(false),
        /** The queue of the node's x0xd loses events. */
        OVERLOADED(false);

        private final boolean pair;

        Kind(boolean pair) {
            this.pair = pair;
        }

        /** Whether it concerns a pair of nodes. */
        public boolean pair() {
            return pair;
        }
    }

    public Fault {
        if (kind.pair() != (other >= 0) || node < 0 || node == other) {
            throw new IllegalArgumentException(kind + " cannot concern " + node + " and " + other);
        }
    }

    /** A fault of one node, or of the first so many, from before the run. */
    public static Fault of(Kind kind, int node) {
        return new Fault(kind, node, -1, null);
    }

    /** A fault of a pair, from before the run. */
    public static Fault of(Kind kind, int node, int other) {
        return new Fault(kind, node, other, null);
    }

    /** The same fault, beginning so long after the first hop; null: before the run. */
    public Fault beginning(@Nullable Duration since) {
        return new Fault(kind, node, other, since);
    }

    /** As people read it, nodes counted from 1. */
    @Override
    public String toString() {
        String whom = "n" + (node + 1) + (other < 0 ? "" : ">n" + (other + 1));
        return kind + " " + whom + (after == null ? "" : " +" + after.toMillis() + "ms");
    }
}
