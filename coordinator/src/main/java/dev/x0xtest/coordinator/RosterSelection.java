package dev.x0xtest.coordinator;

import dev.x0xtest.coordinator.run.RosterNode;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;

/** What a run is about: the node it talks to, every node that counts, and the nodes left out by name. */
public record RosterSelection(NodeLabel anchor, List<RosterNode> roster, List<NodeLabel> excluded) {
    public RosterSelection {
        roster = List.copyOf(roster);
        excluded = List.copyOf(excluded);
    }
}
