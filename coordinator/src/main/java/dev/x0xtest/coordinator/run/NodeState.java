package dev.x0xtest.coordinator.run;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.DiscoverDetails;
import org.jspecify.annotations.Nullable;

/** One node of the roster during a run. Written by {@link Discovery} and {@link Exchanges} only. */
final class NodeState {
    /** Where a node stands on its way into the matrix. */
    enum Phase {
        /** Nobody answered yet. */
        SOUGHT,
        /** Its runner answered discovery; it is being asked whether it is ready. */
        FOUND,
        /** It answered and may be source and destination. */
        READY,
        /** Its time is over; its cells are not run. */
        GIVEN_UP
    }

    final int index;
    final NodeLabel label;
    final boolean pinned;
    Phase phase = Phase.SOUGHT;

    @Nullable
    AgentId agentId;

    @Nullable
    String machineId;

    @Nullable
    DiscoverDetails details;

    @Nullable
    String channel;

    /** What its runner calls itself; null until it answers. */
    @Nullable
    String runner;

    /** The version of its daemon, where anybody says so; of the anchor's its daemon itself. */
    @Nullable
    String x0xd;

    Coverage.@Nullable Baseline baseline;
    String givenUp = "";
    /** What else to say of a node that stays silent; starts with a separator. */
    String hint = "";

    private boolean contacted;

    NodeState(int index, RosterNode node, boolean self) {
        this.index = index;
        this.label = node.label();
        this.pinned = node.pinned() != null || self;
        this.agentId = node.pinned();
    }

    /** Whether it has answered a command, or a signed message has reached it: then its daemon knows whose raw frames it sees. */
    boolean contacted() {
        return contacted;
    }

    void contactMade() {
        contacted = true;
    }

    void giveUp(String reason) {
        phase = Phase.GIVEN_UP;
        givenUp = reason;
    }

    /** Whether its runner can do what upstream's cannot; decided by what it says it can, never by its version. */
    boolean can(String feature) {
        DiscoverDetails known = details;
        return known != null && known.features().contains(feature);
    }

    boolean ready() {
        return phase == Phase.READY;
    }
}
