package dev.x0xtest.minimesh.node.memory;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The agents that a node has heard of, bounded. Survives a restart of the node. Confined to the node's event loop. */
public final class Directory {
    private static final int MAX_AGENTS = 10_000;

    private final Map<String, KnownAgent> byAgent = new TreeMap<>();

    public Collection<KnownAgent> all() {
        return Collections.unmodifiableCollection(byAgent.values());
    }

    public Optional<KnownAgent> find(String agentId) {
        return Optional.ofNullable(byAgent.get(agentId));
    }

    /** Adds or updates an agent. A better source is kept while the agent stays on the same machine. */
    public void learn(KnownAgent news) {
        KnownAgent old = byAgent.get(news.agentId());
        if (old == null && byAgent.size() >= MAX_AGENTS) {
            return;
        }
        if (old == null || !old.machineId().equals(news.machineId())) {
            byAgent.put(news.agentId(), news);
            return;
        }
        byAgent.put(news.agentId(), merged(old, news));
    }

    private static KnownAgent merged(KnownAgent old, KnownAgent news) {
        List<String> addresses = news.addresses().isEmpty() ? old.addresses() : news.addresses();
        KnownAgent.Source better = old.source().compareTo(news.source()) > 0 ? old.source() : news.source();
        return new KnownAgent(
                news.agentId(),
                news.machineId(),
                addresses,
                better,
                Math.max(old.announcedAt(), news.announcedAt()),
                Math.max(old.lastSeen(), news.lastSeen()));
    }

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
}
