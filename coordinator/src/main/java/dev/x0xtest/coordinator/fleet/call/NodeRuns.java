package dev.x0xtest.coordinator.fleet.call;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.plan.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs that the runner of one node knows.
 *
 * @param agent of its daemon; null: unknown
 * @param runs oldest first
 * @param problem why nothing is known of them, in one line; null: the runner told them
 */
public record NodeRuns(
        NodeLabel node,
        @Nullable AgentId agent,
        List<Status.Run> runs,
        @Nullable String problem) {
    /** How long ago the coordinator of a run was heard of, when its runner does not say it. */
    static final long UNKNOWN_AGO = -1;

    public NodeRuns {
        runs = List.copyOf(runs);
    }

    static NodeRuns unknown(NodeLabel node, @Nullable AgentId agent, String problem) {
        return new NodeRuns(node, agent, List.of(), problem);
    }

    /** An older runner tells its last run only. */
    static List<Status.Run> runs(Status status) {
        String run = status.run();
        String coordinator = status.coordinator();
        if (!status.runs().isEmpty() || run == null || coordinator == null) {
            return status.runs();
        }
        String state = String.valueOf(status.runState());
        return List.of(
                new Status.Run(run, 1, coordinator, UNKNOWN_AGO, state.equals("final") ? Status.Run.ENDED : state));
    }
}
