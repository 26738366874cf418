package dev.x0xtest.coordinator.run.node;

import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.run.terms.DeclaredCells;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The nodes of a run, and which agent id is which node. Confined to the run's thread. */
public final class Roster {
    private final AgentId anchor;
    private final RunConfig config;
    private final String apiBase;
    private final List<NodeState> nodes;
    private final Map<AgentId, NodeState> byAgent = new HashMap<>();

    /**
     * A roster in which pinned nodes and the anchor are bound to their ids. Throws when one id is pinned under two
     * labels, or when the anchor is pinned to another id than that of its daemon.
     *
     * @param anchor the id of the daemon at {@code apiBase}
     */
    public Roster(RunConfig config, AgentId anchor, String apiBase) throws ConflictException {
        this.anchor = anchor;
        this.config = config;
        this.apiBase = apiBase;
        DeclaredCells declared = config.declared();
        BitSet idle = declared == null ? new BitSet() : declared.idle();
        this.nodes = IntStream.range(0, config.roster().size())
                .mapToObj(i -> new NodeState(
                        i,
                        config.roster().get(i),
                        config.roster().get(i).label().equals(config.anchor())))
                .toList();
        idle.stream().forEach(node -> nodes.get(node).leaveOut());
        for (NodeState node : nodes) {
            if (node.label().equals(config.anchor())) {
                requireSame(node);
                claim(node, anchor);
                node.contactMade();
            } else if (node.agentId() != null) {
                claim(node, node.agentId());
            }
        }
    }

    /** The daemon at the anchor's address must be the one that the anchor is pinned to. */
    private void requireSame(NodeState node) throws ConflictException {
        AgentId pinned = node.agentId();
        if (pinned != null && !pinned.equals(anchor)) {
            Optional<NodeState> other =
                    nodes.stream().filter(any -> anchor.equals(any.agentId())).findFirst();
            throw new ConflictException(
                    other.isPresent() ? otherAnchor(other.get(), node) : unknownAnchor(node, pinned));
        }
    }

    private Ending otherAnchor(NodeState is, NodeState asked) {
        String name = asked.label().text();
        return new Ending(
                Ending.Cause.WRONG_ANCHOR,
                "the daemon at " + apiBase + " is " + is.label().text() + ", not " + name,
                "use --anchor " + is.label().text() + ", or give the --api-base of " + name + "'s x0xd");
    }

    private Ending unknownAnchor(NodeState asked, AgentId pinned) {
        String name = asked.label().text();
        return new Ending(
                Ending.Cause.WRONG_ANCHOR,
                "the daemon at " + apiBase + " is agent " + anchor.hex() + ", but " + name + " is pinned to "
                        + pinned.hex(),
                "give the --api-base of " + name + "'s x0xd, or correct the agent id of " + name);
    }

    /** The agent id of the anchor. */
    public AgentId anchor() {
        return anchor;
    }

    /** All nodes, by index. */
    public List<NodeState> nodes() {
        return nodes;
    }

    /** How many nodes beside the anchor have a pair in this run. */
    public int others() {
        return (int) nodes.stream()
                .filter(node -> !node.leftOut() && !node.label().equals(config.anchor()))
                .count();
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
            throw new ConflictException(new Ending(
                    Ending.Cause.TWO_CLAIMANTS,
                    "two agents claim to be " + node.label().text() + ": " + holder.hex() + " and " + agent.hex(),
                    "stop one of the two runners, or pin the right one: --nodes "
                            + node.label().text() + "=AGENT_ID"));
        }
        NodeState other = byAgent.put(agent, node);
        if (other != null && other != node) {
            throw new ConflictException(sameAgent(agent, other, node));
        }
        node.claimedBy(agent);
        return true;
    }

    private Ending sameAgent(AgentId agent, NodeState first, NodeState second) {
        if (given(first) && given(second)) {
            return new Ending(
                    Ending.Cause.TWO_LABELS,
                    "agent " + agent.hex() + " is given for " + first.label().text() + " and for "
                            + second.label().text(),
                    "correct the agent id of one of the two nodes");
        }
        for (NodeState node : List.of(first, second)) {
            // Only --anchor says that this daemon is the node: no runner does.
            if (node.label().equals(config.anchor()) && node.phase() == NodeState.Phase.SOUGHT) {
                return otherAnchor(node == first ? second : first, node);
            }
        }
        return new Ending(
                Ending.Cause.TWO_LABELS,
                "agent " + agent.hex() + " answers as " + first.label().text() + " and as "
                        + second.label().text(),
                "start one runner per x0xd, with one --node: stop the runner with the wrong label");
    }

    /** Two runners live beside the x0xd of a node: whatever it is told, both do. */
    ConflictException twoRunners(NodeState node, String one, String other) {
        String name = node.label().text();
        return new ConflictException(new Ending(
                Ending.Cause.TWO_CLAIMANTS,
                "two runners answer as " + name + " beside one x0xd: the instances " + Quoted.line(one) + " and "
                        + Quoted.line(other),
                "stop one of the two: they do not share the directory of their locks"));
    }

    private boolean given(NodeState node) {
        return config.roster().get(node.index()).pinned() != null;
    }

    /** The roster contradicts itself. Ends the run with exit code 3; the ending names both sides. */
    public static final class ConflictException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Ending ending;

        ConflictException(Ending ending) {
            super(ending.reason());
            this.ending = ending;
        }

        public Ending ending() {
            return ending;
        }
    }
}
