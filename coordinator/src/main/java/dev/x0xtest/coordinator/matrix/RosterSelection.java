package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is about: the node it talks to, every node that counts, and the nodes left out by name.
 *
 * @param network whose runners are meant; null: nobody said
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
