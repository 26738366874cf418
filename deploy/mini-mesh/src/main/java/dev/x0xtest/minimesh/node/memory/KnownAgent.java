package dev.x0xtest.minimesh.node.memory;

import java.util.List;

/**
 * What a node has heard about an agent.
 *
 * @param source the best source so far
 * @param announcedAt seconds since the epoch
 * @param lastSeen seconds since the epoch
 */
public record KnownAgent(
        String agentId, String machineId, List<String> addresses, Source source, long announcedAt, long lastSeen) {
    public KnownAgent {
        addresses = List.copyOf(addresses);
    }

    /** Whether a raw message can be routed to it. */
    public boolean routable() {
        return source != Source.HELLO;
    }

    /** Whether a raw message from it counts as verified. */
    public boolean authorised() {
        return source == Source.AUTHORISED;
    }

    /** How the node learned of the agent, weakest first. */
    public enum Source {
        /** A neighbour answered with its hello: enough for gossip, not yet for raw messages. */
        HELLO,
        /** A third node forwarded an announcement: enough for raw messages, without proof. */
        RELAYED,
        /** The agent dialled this node, announced itself, or sent signed gossip; or its card was imported. */
        AUTHORISED
    }
}
