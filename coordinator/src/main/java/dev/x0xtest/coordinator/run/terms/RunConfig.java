package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.coordinator.report.Plane;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.time.Duration;
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
        List<RunConfig.Node> roster,
        List<NodeLabel> excluded,
        Plane plane,
        boolean pubsub,
        RunConfig.Limits limits,
        @Nullable NetworkName network,
        boolean perPair,
        long seed) {
    public RunConfig {
        roster = List.copyOf(roster);
        excluded = List.copyOf(excluded);
    }

    /**
     * The bounds of a run.
     *
     * @param deadline from the first event to the report, whatever is lost
     * @param discover how long a node may take to be found and ready
     * @param hop how long after it was sent a hop still counts, without the two seconds of tolerance
     * @param grace how long a missing sighting is waited for before the receiver is asked whether it could have missed it
     * @param undecidedAttempts tries of a cell that stays unobserved, or whose sender has not heard of the recipient yet
     * @param refutedAttempts tries of a cell that was refuted
     * @param perRunner commands under way at one runner
     * @param total commands under way in all
     * @param payloadBytes random bytes carried by each hop
     * @param samples hops of each pair, one after the other
     * @param burst runners that carry plans out begin all their hops at once, on purpose
     */
    public record Limits(
            Duration deadline,
            Duration discover,
            Duration hop,
            Duration grace,
            int undecidedAttempts,
            int refutedAttempts,
            int perRunner,
            int total,
            int payloadBytes,
            int samples,
            boolean burst) {}

    /** A node asked for. {@code pinned} is the agent id it must have; without one it is learned in discovery. */
    public record Node(NodeLabel label, @Nullable AgentId pinned) {}
}
