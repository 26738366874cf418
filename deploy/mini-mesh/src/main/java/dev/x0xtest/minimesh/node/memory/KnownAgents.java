package dev.x0xtest.minimesh.node.memory;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The agents that a node has heard of, bounded. Survives a restart of the node. Confined to the node's event loop. */
public final class KnownAgents {
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
}
