package dev.x0xtest.runner.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.x0xtest.wire.plan.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's answers about all of its peers, and what they say of one. Pure.
 *
 * @param connectivity {@code /diagnostics/connectivity}; null: not read; so are the next two
 * @param peers {@code /peers}
 * @param ack {@code /diagnostics/ack}
 * @param atNanos when they were read, by the runner's monotonic clock
 */
record PeerEntries(
        @Nullable JsonNode connectivity,
        @Nullable JsonNode peers,
        @Nullable JsonNode ack,
        long atNanos) {
    private static final long MS_PER_MINUTE = 60_000;

    /** What they say of the machine; null: nothing was read. */
    Evidence.@Nullable Snapshot of(String machineId, int to, long atMs) {
        if (connectivity == null && peers == null && ack == null) {
            return null;
        }
        JsonNode entry = entry(connectivity, "per_peer_transport", "peer_id", machineId);
        JsonNode peer = entry(peers, "peers", "id", machineId);
        Long mtu = Numbers.count(entry, "current_mtu");
        return new Evidence.Snapshot(
                to,
                atMs,
                connected(entry),
                Numbers.count(entry, "last_received_ago_ms"),
                Numbers.count(entry, "last_sent_ago_ms"),
                Numbers.count(entry, "lost_packets"),
                Numbers.count(entry, "black_holes_detected"),
                mtu == null || mtu > Integer.MAX_VALUE ? null : Integer.valueOf(mtu.intValue()),
                Numbers.count(entry, "rtt_ms"),
                Numbers.text(entry, "close_reason"),
                Numbers.text(peer, "link"),
                outcomes(machineId, "sender_ack_timeout"),
                outcomes(machineId, "sender_connection_closed"));
    }

    /** A daemon that has given a connection up has no entry of it any more. */
    private @Nullable Boolean connected(JsonNode entry) {
        if (!entry.isMissingNode()) {
            return Numbers.flag(entry, "connected");
        }
        boolean listed =
                connectivity != null && connectivity.path("per_peer_transport").isArray();
        return listed ? Boolean.FALSE : null;
    }

    private static JsonNode entry(@Nullable JsonNode answer, String list, String key, String machineId) {
        if (answer != null) {
            for (JsonNode entry : answer.path(list)) {
                if (entry.path(key).asText("").equals(machineId)) {
                    return entry;
                }
            }
        }
        return MissingNode.getInstance();
    }

    /**
     * The daemon keeps one entry for each peer, connection and minute. Counts this minute and the one before: an attempt that
     * has just failed may have done so before the minute turned. Without any entry of a peer nothing was counted.
     */
    private @Nullable Long outcomes(String machineId, String outcome) {
        JsonNode list =
                ack == null ? MissingNode.getInstance() : ack.path("ack").path("peers");
        Long madeMs = ack == null ? null : Numbers.count(ack.path("ack"), "generated_at_unix_ms");
        if (!list.isArray() || madeMs == null) {
            return null;
        }
        long total = 0;
        for (JsonNode entry : list) {
            boolean recent = entry.path("minute_unix").asLong(0) >= madeMs / MS_PER_MINUTE - 1;
            if (recent && entry.path("peer_id").asText("").equals(machineId)) {
                Long count = Numbers.count(entry.path("outcomes"), outcome);
                total += count == null ? 0 : count;
            }
        }
        return total;
    }
}
