package dev.x0xtest.minimesh.node.memory;

import java.util.List;

/**
 * What a node has heard about an agent.
 *
 * @param source the best it has
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

    /** Whether a raw message of it counts as verified. */
    public boolean authorised() {
        return source == Source.AUTHORISED;
    }

    /** Weakest first. */
    public enum Source {
        /** A neighbour said its name: good for gossip, no route for raw messages yet. */
        HELLO,
        /** A third node passed an announcement on: a route, but no proof. */
        RELAYED,
        /** It dialled us, announced itself, sent signed gossip, or its card was imported. */
        AUTHORISED
    }
}
