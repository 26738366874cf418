package dev.x0xtest.runner.ledger;

import dev.x0xtest.wire.AgentId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Agents that sent a verified message within the last hour; bounded. Pure. */
public final class VerifiedPeers {
    private static final long KEEP_NANOS = 3_600_000_000_000L;
    private static final int CAPACITY = 4096;

    private final Map<AgentId, Long> lastSeenNanos = new LinkedHashMap<>();

    public void seen(AgentId agent, long nowNanos) {
        lastSeenNanos.remove(agent);
        lastSeenNanos.put(agent, nowNanos);
        if (lastSeenNanos.size() > CAPACITY) {
            lastSeenNanos.remove(lastSeenNanos.keySet().iterator().next());
        }
    }

    public boolean seenWithinTheHour(AgentId agent, long nowNanos) {
        Long last = lastSeenNanos.get(agent);
        return last != null && nowNanos - last < KEEP_NANOS;
    }
}
