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
}
