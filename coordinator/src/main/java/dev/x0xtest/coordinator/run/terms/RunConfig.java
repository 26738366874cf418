package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.coordinator.report.Plane;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to do; fixed from its start.
 *
 * @param roster every node asked for, without the excluded ones: the denominator
 * @param pubsub whether the legacy results topic is listened to; false is {@code --no-pubsub-after-discover}
 * @param network whose runners are meant; null: nobody said
 * @param perPair whether runners that could carry plans out are driven pair by pair all the same
 * @param seed order of the pairs and the ids of the commands; not a secret
 */
public record RunConfig(
        String runId,
        NodeLabel anchor,
        List<RosterNode> roster,
        List<NodeLabel> excluded,
        Plane plane,
        boolean pubsub,
        RunLimits limits,
        @Nullable NetworkName network,
        boolean perPair,
        long seed) {
    public RunConfig {
        roster = List.copyOf(roster);
        excluded = List.copyOf(excluded);
    }
}
