package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The anchor of a run, every node that counts, and the nodes that are excluded by name.
 *
 * @param network whose runners are meant; null: any
 */
public record RosterSelection(
        NodeLabel anchor,
        List<RunConfig.Node> roster,
        List<NodeLabel> excluded,
        @Nullable NetworkName network) {
    public RosterSelection {
        roster = List.copyOf(roster);
        excluded = List.copyOf(excluded);
    }

    /** The labels of the nodes that count. */
    public List<NodeLabel> labels() {
        return roster.stream().map(RunConfig.Node::label).toList();
    }

    /** The same run through another anchor. */
    public RosterSelection with(NodeLabel other) {
        return new RosterSelection(other, roster, excluded, network);
    }
}
