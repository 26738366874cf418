package dev.x0xtest.coordinator.report;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import org.jspecify.annotations.Nullable;

/**
 * One node asked for and what became of it.
 *
 * @param agentId null when it was neither given nor found
 * @param pinned the agent id was given, not learned in discovery
 * @param runner the runner's own name and version, {@code upstream} when it gives none, null when it never answered
 * @param x0xd the version of its daemon, where its runner or, for the anchor, the daemon itself says so
 * @param state {@code ready}, or in words why it is not
 * @param channel by which its runner was found
 * @param control how the control messages to it fared, in words
 * @param ledger where its runner keeps runs, {@code disk} or {@code memory}; null where it does not say
 */
public record RosterEntry(
        NodeLabel node,
        @Nullable AgentId agentId,
        @Nullable String machineId,
        boolean pinned,
        @Nullable String runner,
        @Nullable String x0xd,
        String state,
        @Nullable String channel,
        String control,
        @Nullable String ledger) {
    public static final String READY = "ready";

    /** The state of a node that has no pair in a sparse run. */
    public static final String LEFT_OUT = "not sought: this run has no pair of it";

    /** Begins the state of a node whose runner speaks none of our protocols. */
    public static final String FOREIGN = "its runner speaks protocol ";

    /** In the state of a node whose runner takes no plan as large as the run's. */
    public static final String OLDER = " is older than this x0xtest";

    /** The runner of a node that does not name its own: upstream's. */
    public static final String UPSTREAM = "upstream";

    /** A node whose runner does not say where it keeps runs. */
    public RosterEntry(
            NodeLabel node,
            @Nullable AgentId agentId,
            @Nullable String machineId,
            boolean pinned,
            @Nullable String runner,
            @Nullable String x0xd,
            String state,
            @Nullable String channel,
            String control) {
        this(node, agentId, machineId, pinned, runner, x0xd, state, channel, control, null);
    }

    /** Ends a finding of a second daemon that may as well be the first one with another address. */
    public static final String UNLESS_MOVED = ", unless its x0xd has moved";

    /** How a finding names a second daemon with the identity of this node. */
    public static String second(NodeLabel node) {
        return "a second x0xd with " + node.text() + "'s identity";
    }

    /** Whether a sparse run has no pair of it, so that nothing was asked of it. */
    public boolean leftOut() {
        return state.equals(LEFT_OUT);
    }

    public boolean ready() {
        return state.equals(READY);
    }
}
