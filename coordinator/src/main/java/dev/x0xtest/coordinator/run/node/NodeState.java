package dev.x0xtest.coordinator.run.node;

import dev.x0xtest.coordinator.run.ask.Exchanges;
import dev.x0xtest.coordinator.run.find.Discovery;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Discover;
import org.jspecify.annotations.Nullable;

/** One node of the roster during a run. Written by {@link Discovery} and {@link Exchanges} only. */
public final class NodeState {
    /** Where a node stands on its way into the matrix. */
    public enum Phase {
        /** Nobody answered yet. */
        SOUGHT,
        /** Its runner answered discovery; it is being asked whether it is ready. */
        FOUND,
        /** It answered and may be source and destination. */
        READY,
        /** Its time is over; its cells are not run. */
        GIVEN_UP
    }

    public final int index;
    public final NodeLabel label;
    public final boolean pinned;
    public Phase phase = Phase.SOUGHT;

    @Nullable
    public AgentId agentId;

    @Nullable
    public String machineId;

    public Discover.@Nullable Details details;

    @Nullable
    public String channel;

    /** What its runner calls itself; null until it answers. */
    @Nullable
    public String runner;

    /** The version of its daemon, where anybody says so; of the anchor's its daemon itself. */
    @Nullable
    public String x0xd;

    public Coverage.@Nullable Baseline baseline;
    public String givenUp = "";
    /** What else to say of a node that stays silent; starts with a separator. */
    public String hint = "";

    private boolean contacted;

    public NodeState(int index, RunConfig.Node node, boolean self) {
        this.index = index;
        this.label = node.label();
        this.pinned = node.pinned() != null || self;
        this.agentId = node.pinned();
    }

    /** Whether it has answered a command, or a signed message has reached it: then its daemon knows whose raw frames it sees. */
    public boolean contacted() {
        return contacted;
    }

    public void contactMade() {
        contacted = true;
    }

    public void giveUp(String reason) {
        phase = Phase.GIVEN_UP;
        givenUp = reason;
    }

    /** Whether its runner can do what upstream's cannot; decided by what it says it can, never by its version. */
    public boolean can(String feature) {
        Discover.Details known = details;
        return known != null && known.features().contains(feature);
    }

    public boolean ready() {
        return phase == Phase.READY;
    }
}
