package dev.x0xtest.coordinator.run.node;

import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The nodes of a run, and which agent id is which node. Confined to the run's thread. */
public final class Roster {
    private final AgentId anchor;
    private final List<NodeState> nodes;
    private final Map<AgentId, NodeState> byAgent = new HashMap<>();

    /**
     * A roster in which pinned nodes and the anchor are bound to their ids. Throws when one id is pinned under two
     * labels.
     */
    public Roster(RunConfig config, AgentId anchor) throws ConflictException {
        this.anchor = anchor;
        this.nodes = IntStream.range(0, config.roster().size())
                .mapToObj(i -> new NodeState(
                        i,
                        config.roster().get(i),
                        config.roster().get(i).label().equals(config.anchor())))
                .toList();
        for (NodeState node : nodes) {
            if (node.label().equals(config.anchor())) {
                claim(node, anchor);
                node.contactMade();
            } else if (node.agentId() != null) {
                claim(node, node.agentId());
            }
        }
    }

    /** The agent id of the anchor. */
    public AgentId anchor() {
        return anchor;
    }

    /** All nodes, by index. */
    public List<NodeState> nodes() {
        return nodes;
    }

    /** The node that this agent is bound to. */
    public Optional<NodeState> byAgent(AgentId agent) {
        return Optional.ofNullable(byAgent.get(agent));
    }

    /** The node with this label. */
    public Optional<NodeState> byLabel(@Nullable String label) {
        return nodes.stream().filter(node -> node.label().text().equals(label)).findFirst();
    }

    /**
     * Binds a node to an agent id, for good.
     *
     * @return false when the label is pinned to another id: any agent may answer on a topic, so the claim is only kept
     * as a hint
     */
    public boolean claim(NodeState node, AgentId agent) throws ConflictException {
        AgentId holder = node.agentId();
        if (holder != null && !holder.equals(agent)) {
            if (node.pinned()) {
                node.hintAt("; pinned to " + holder.hex() + ", but " + agent.hex() + " answers as it");
                return false;
            }
            throw new ConflictException(
                    "two agents claim to be " + node.label().text() + ": " + holder.hex() + " and " + agent.hex());
        }
        NodeState other = byAgent.put(agent, node);
        if (other != null && other != node) {
            throw new ConflictException(
                    "agent " + agent.hex() + " answers as " + other.label().text() + " and as "
                            + node.label().text() + ": one runner per agent id, one label per runner");
        }
        node.claimedBy(agent);
        return true;
    }

    /** Two agents claim one label, or one agent two labels. Ends the run with exit code 3; the message names both. */
    public static final class ConflictException extends Exception {
        private static final long serialVersionUID = 1L;

        ConflictException(String message) {
            super(message);
        }
    }
}
