package dev.x0xtest.coordinator.causes.kind;

import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.List;
import java.util.stream.Stream;

/** What a cause is about. */
public sealed interface Subject {
    /** The nodes that it names, in the order of its members; at least one. */
    List<NodeLabel> nodes();

    /** One node. */
    record Node(NodeLabel node) implements Subject {
        @Override
        public List<NodeLabel> nodes() {
            return List.of(node);
        }
    }

    /** The link of two nodes; {@code both}: in both directions, else from the first to the second. */
    record Link(NodeLabel from, NodeLabel to, boolean both) implements Subject {
        @Override
        public List<NodeLabel> nodes() {
            return List.of(from, to);
        }
    }

    /**
     * The way from one node to another, by the size of the messages.
     *
     * @param worksBytes messages up to this size arrive; 0: only acknowledgements are known to
     * @param aboveBytes messages of this size do not
     */
    record Path(NodeLabel from, NodeLabel to, int worksBytes, int aboveBytes) implements Subject {
        @Override
        public List<NodeLabel> nodes() {
            return List.of(from, to);
        }
    }

    /** What one node holds of another, as a contact that is blocked. */
    record Contact(NodeLabel by, NodeLabel of) implements Subject {
        @Override
        public List<NodeLabel> nodes() {
            return List.of(by, of);
        }
    }

    /**
     * Two groups of nodes.
     *
     * @param from what the nodes of the first have in common, such as {@code region=eu}
     * @param to the same of the second
     * @param both in both directions, else from the first to the second
     */
    record Groups(String from, String to, List<NodeLabel> fromNodes, List<NodeLabel> toNodes, boolean both)
            implements Subject {
        public Groups {
            fromNodes = List.copyOf(fromNodes);
            toNodes = List.copyOf(toNodes);
        }

        @Override
        public List<NodeLabel> nodes() {
            return Stream.concat(fromNodes.stream(), toNodes.stream()).toList();
        }
    }

    /** A way of delivery, in the whole fleet. */
    record Delivery(Plane plane, List<NodeLabel> fleet) implements Subject {
        public Delivery {
            fleet = List.copyOf(fleet);
        }

        @Override
        public List<NodeLabel> nodes() {
            return fleet;
        }
    }
}
