package dev.x0xtest.coordinator.causes;

import dev.x0xtest.wire.NodeLabel;
import java.util.List;

/** What a cause is about. */
public sealed interface Subject {
    /** The nodes that it names, in the order of its members. */
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

    /** What one node holds of another, as a contact that is blocked. */
    record Contact(NodeLabel by, NodeLabel of) implements Subject {
        @Override
        public List<NodeLabel> nodes() {
            return List.of(by, of);
        }
    }
}
