package dev.x0xtest.coordinator.run.node;

import dev.x0xtest.wire.Features;
import dev.x0xtest.wire.Plane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Warnings about the fleet, one line each: mixed versions, and runners without a feature that the plane needs. Versions
 * are only shown; features decide what a runner is asked.
 */
public final class FleetWarnings {
    private static final int MOST_NAMED = 6;

    private FleetWarnings() {}

    /** The warnings for these nodes; empty when there is nothing to warn of. */
    public static List<String> of(Plane plane, List<NodeState> nodes) {
        List<String> warnings = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        compare("runners", nodes, node -> node.runner(), differences);
        compare("x0xd", nodes, node -> node.x0xd(), differences);
        if (!differences.isEmpty()) {
            warnings.add("a mixed fleet: " + String.join("; ", differences));
        }
        List<NodeState> durable = nodes.stream()
                .filter(node -> node.runner() != null && !node.can(Features.PLANE))
                .toList();
        if (plane == Plane.GOSSIP && !durable.isEmpty()) {
            warnings.add("plane gossip: the runner of " + names(durable)
                    + " cannot leave the durable acknowledgement out; what it sends is durable");
        }
        return warnings;
    }

    /** Adds a line if versions differ; unknown versions do not count. */
    private static void compare(
            String what,
            List<NodeState> nodes,
            Function<NodeState, @Nullable String> version,
            List<String> differences) {
        Map<String, List<NodeState>> byVersion = new TreeMap<>();
        for (NodeState node : nodes) {
            String known = version.apply(node);
            if (known != null) {
                byVersion.computeIfAbsent(known, unused -> new ArrayList<>()).add(node);
            }
        }
        if (byVersion.size() > 1) {
            String versions = byVersion.entrySet().stream()
                    .limit(MOST_NAMED)
                    .map(entry -> entry.getKey() + " (" + names(entry.getValue()) + ")")
                    .collect(Collectors.joining(", "));
            differences.add(what + " " + versions + more(byVersion.size()));
        }
    }

    private static String names(List<NodeState> nodes) {
        String names = nodes.stream()
                .limit(MOST_NAMED)
                .map(node -> node.label().text())
                .collect(Collectors.joining(", "));
        return names + more(nodes.size());
    }

    private static String more(int all) {
        return all > MOST_NAMED ? " and " + (all - MOST_NAMED) + " more" : "";
    }
}
