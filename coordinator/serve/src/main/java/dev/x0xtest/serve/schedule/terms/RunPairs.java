package dev.x0xtest.serve.schedule.terms;

import dev.x0xtest.wire.NodeLabel;
import java.util.List;

/** Which pairs a run measures. Immutable. */
public sealed interface RunPairs {
    /** How many pairs they are among so many nodes. */
    long count(int nodes);

    /** Every ordered pair. */
    record All() implements RunPairs {
        @Override
        public long count(int nodes) {
            return (long) nodes * (nodes - 1);
        }
    }

    /**
     * A round of the rotation: {@code --out-degree DEGREE@ROUND}.
     *
     * @param degree destinations of each node
     * @param round from 1
     */
    record Rotated(int degree, long round) implements RunPairs {
        @Override
        public long count(int nodes) {
            return (long) nodes * Math.min(degree, nodes - 1);
        }
    }

    /** These alone: {@code --pairs}. */
    record These(List<Pair> pairs) implements RunPairs {
        public These {
            pairs = List.copyOf(pairs);
        }

        @Override
        public long count(int nodes) {
            return pairs.size();
        }
    }

    /** A source and a destination. */
    record Pair(NodeLabel from, NodeLabel to) {
        @Override
        public String toString() {
            return from.text() + ":" + to.text();
        }
    }
}
