package dev.x0xtest.serve.measure;

import dev.x0xtest.coordinator.command.options.AnchorOptions;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is measured: the nodes of one network, and the anchors that lead there. Immutable.
 *
 * @param anchors in order of preference; at least one
 * @param fleetRate hops per second of all hosts together; null: no bound but each host's own
 * @param runs where the runs keep their files; null: with the runs of this user
 */
public record Target(
        NetworkName network,
        RosterSelection selection,
        List<AnchorOptions.Anchor> anchors,
        @Nullable Integer fleetRate,
        @Nullable Path runs) {
    public Target {
        anchors = List.copyOf(anchors);
    }

    /** Without the nodes of these labels; empty: no anchor or fewer than two nodes are left. */
    Optional<Target> without(List<String> excluded) {
        List<NodeLabel> out = new ArrayList<>(selection.excluded());
        selection.labels().stream()
                .filter(label -> excluded.contains(label.text()))
                .forEach(out::add);
        List<AnchorOptions.Anchor> left = anchors.stream()
                .filter(anchor -> !excluded.contains(anchor.node().text()))
                .toList();
        RosterSelection rest = new RosterSelection(
                left.isEmpty() ? selection.anchor() : left.get(0).node(),
                selection.roster().stream()
                        .filter(node -> !excluded.contains(node.label().text()))
                        .toList(),
                out,
                selection.network());
        return left.isEmpty() || rest.roster().size() < 2
                ? Optional.empty()
                : Optional.of(new Target(network, rest, left, fleetRate, runs));
    }
}
