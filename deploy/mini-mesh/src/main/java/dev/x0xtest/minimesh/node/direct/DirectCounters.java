package dev.x0xtest.minimesh.node.direct;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The counters of {@code /diagnostics/dm}, for a bounded number of peers. A restart resets them. Confined to the node's
 * event loop.
 */
public final class DirectCounters {
    private static final int MAX_PEERS = 10_000;

    private final Map<String, PeerCounters> peers = new TreeMap<>();
    private final Map<String, Long> succeededByPath = new TreeMap<>();
    private long sendTotal;
    private long sendFailed;
    private long received;
    private long trustRejected;
    private DirectSender.Outcome.@Nullable DurableStages lastDurable;

    void sendStarted() {
        sendTotal++;
    }

    void sendSucceeded(String agentId, String path, long nowNanos) {
        succeededByPath.merge(path, 1L, Long::sum);
        PeerCounters peer = peer(agentId);
        peer.sendSucceeded++;
        peer.lastSendNanos = nowNanos;
        peer.preferredPath = path;
    }

    void sendFailed(String agentId, long nowNanos) {
        sendFailed++;
        PeerCounters peer = peer(agentId);
        peer.sendFailed++;
        peer.lastSendNanos = nowNanos;
    }

    void received(String agentId, long nowNanos) {
        received++;
        PeerCounters peer = peer(agentId);
        peer.received++;
        peer.lastReceivedNanos = nowNanos;
    }

    void trustRejected() {
        trustRejected++;
    }

    void durable(DirectSender.Outcome.DurableStages stages) {
        lastDurable = stages;
    }

    private PeerCounters peer(String agentId) {
        if (peers.size() >= MAX_PEERS && !peers.containsKey(agentId)) {
            return new PeerCounters();
        }
        return peers.computeIfAbsent(agentId, id -> new PeerCounters());
    }

    public Map<String, PeerCounters> peers() {
        return Collections.unmodifiableMap(peers);
    }

    public long succeeded(String path) {
        return succeededByPath.getOrDefault(path, 0L);
    }

    public long succeeded() {
        return succeededByPath.values().stream().mapToLong(Long::longValue).sum();
    }

    public long sendTotal() {
        return sendTotal;
    }

    public long failed() {
        return sendFailed;
    }

    public long received() {
        return received;
    }

    public long rejectedByTrust() {
        return trustRejected;
    }

    public DirectSender.Outcome.@Nullable DurableStages lastDurable() {
        return lastDurable;
    }

    /** The counters of one peer. */
    public static final class PeerCounters {
        private long sendSucceeded;
        private long sendFailed;
        private long received;
        private @Nullable Long lastSendNanos;
        private @Nullable Long lastReceivedNanos;
        private String preferredPath = "unknown";

        public long sendSucceeded() {
            return sendSucceeded;
        }

        public long sendFailed() {
            return sendFailed;
        }

        public long received() {
            return received;
        }

        /** When the last send ended, by the loop's ticker; null if there was none. */
        public @Nullable Long lastSendNanos() {
            return lastSendNanos;
        }

        /** When the last message arrived, by the loop's ticker; null if there was none. */
        public @Nullable Long lastReceivedNanos() {
            return lastReceivedNanos;
        }

        public String preferredPath() {
            return preferredPath;
        }
    }
}
