package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The anchor of a run, every node that counts, and the nodes that are excluded by name.
 *
 * @param network whose runners are meant; null: any
 * @param unusable anchors that were preferred and could not be used, with the reason in one line
 * @param cells the pairs of a sparse run, as in {@link RunConfig}; null: all pairs of the roster
 */
public record RosterSelection(
        NodeLabel anchor,
        List<RunConfig.Node> roster,
        List<NodeLabel> excluded,
        @Nullable NetworkName network,
        Map<NodeLabel, String> unusable,
        @Nullable List<List<Integer>> cells) {
    public RosterSelection {
        roster = List.copyOf(roster);
        excluded = List.copyOf(excluded);
        unusable = Collections.unmodifiableMap(new LinkedHashMap<>(unusable));
    }

    /** With the anchor that is preferred. */
    public RosterSelection(
            NodeLabel anchor, List<RunConfig.Node> roster, List<NodeLabel> excluded, @Nullable NetworkName network) {
        this(anchor, roster, excluded, network, Map.of(), null);
    }

    /** The labels of the nodes that count. */
    public List<NodeLabel> labels() {
        return roster.stream().map(RunConfig.Node::label).toList();
    }

    /** The same run through another anchor, because those in {@code failed} could not be used. */
    public RosterSelection with(NodeLabel other, Map<NodeLabel, String> failed) {
        return new RosterSelection(other, roster, excluded, network, failed, cells);
    }

    /** The same nodes, of which these pairs alone are measured; null: all. */
    public RosterSelection sparse(@Nullable List<List<Integer>> pairs) {
        return new RosterSelection(anchor, roster, excluded, network, unusable, pairs);
    }
}
