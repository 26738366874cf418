package dev.x0xtest.minimesh.http.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.node.direct.AckOutcomes;
import dev.x0xtest.minimesh.node.links.Activity;
import java.util.List;
import java.util.Locale;

/**
 * What {@code /diagnostics/connectivity} and {@code /diagnostics/ack} say of each peer. The links, their times and the
 * outcomes are real; the transport below the stand-in counts nothing, so lost packets are those of injected faults. As in
 * x0xd, a link that has ended has no entry.
 */
final class TransportDiagnostics {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MTU = 1_200;
    private static final int MAX_CONNECTIONS = 50;
    private static final int IDLE_EVICT_SECS = 300;
    private static final List<String> STAGES = List.of(
            "receiver_admission",
            "receiver_demux",
            "receiver_response_write_finish",
            "sender_open_bi",
            "sender_request_finish",
            "sender_request_write",
            "sender_response_read");
    private static final List<String> NEVER = List.of(
            "receiver_duplicate_conflict",
            "receiver_duplicate_replayed",
            "receiver_rejected",
            "receiver_response_finish_failed",
            "receiver_response_timed_out",
            "receiver_response_write_failed",
            "sender_invalid_response",
            "sender_rejected",
            "sender_response_incomplete",
            "sender_retry_accepted");

    private final Node node;

    TransportDiagnostics(Node node) {
        this.node = node;
    }

    void connectivity(ObjectNode body) {
        int links = node.neighbours().all().size();
        body.put("peer_id", node.context().identity().machineId());
        body.put("local_addr", node.address());
        body.put("uptime_s", node.uptimeSeconds());
        body.withObject("/connection_pool")
                .put("active_count", links)
                .put("idle_evict_after_secs", IDLE_EVICT_SECS)
                .put("max_connections", MAX_CONNECTIONS);
        body.withObject("/connections")
                .put("active", links)
                .put("connected_peers", links)
                .put("direct", links);
        ArrayNode peers = body.putArray("per_peer_transport");
        node.neighbours().machineIds().forEach(id -> {
            Activity.Traffic traffic = node.neighbours().activity().of(id);
            if (traffic != null) {
                peers.add(peer(id, traffic));
            }
        });
    }

    private ObjectNode peer(String machineId, Activity.Traffic traffic) {
        long heardMs = node.context().millisSince(traffic.heardNanos());
        long sentMs = node.context().millisSince(traffic.sentNanos());
        // put one by one: runners of a large mesh ask for this at the same moment
        ObjectNode peer = JSON.createObjectNode();
        peer.put("black_holes_detected", 0);
        peer.putNull("close_reason");
        peer.put("congestion_events", 0);
        peer.put("congestion_window", 0);
        peer.put("connected", true);
        peer.put("current_mtu", MTU);
        peer.put("data_blocked_events", 0);
        peer.put("generation", traffic.generation());
        peer.put("idle_for_ms", Math.min(heardMs, sentMs));
        peer.put("last_received_ago_ms", heardMs);
        peer.put("last_sent_ago_ms", sentMs);
        peer.put("lost_bytes", 0);
        peer.put("lost_packets", traffic.lost());
        peer.put("lost_plpmtud_probes", 0);
        peer.put("packet_loss_rate", 0.0);
        peer.put("peer_id", machineId);
        peer.put("reader_task_active", true);
        peer.put("rtt_ms", 0);
        peer.put("sent_packets", traffic.sent());
        peer.put("sent_plpmtud_probes", 0);
        peer.put("stats_available", true);
        peer.put("stream_data_blocked_events", 0);
        peer.put("stream_open_blocked_events", 0);
        peer.put("transport", "quic");
        peer.put("udp_rx_bytes", 0);
        peer.put("udp_rx_datagrams", traffic.received());
        peer.put("udp_tx_bytes", 0);
        peer.put("udp_tx_datagrams", traffic.sent());
        return peer;
    }

    void ack(ObjectNode body) {
        ObjectNode ack = body.withObject("/ack");
        ack.put("generated_at_unix_ms", node.context().nowMs());
        ack.put("retention_minutes", AckOutcomes.RETENTION_MINUTES);
        ArrayNode peers = ack.putArray("peers");
        node.acks().entries().forEach(entry -> peers.add(entry(entry)));
    }

    private ObjectNode entry(AckOutcomes.Entry entry) {
        Activity.Traffic traffic = node.neighbours().activity().of(entry.machineId());
        ObjectNode peer = JSON.createObjectNode();
        peer.put("minute_unix", entry.minute());
        ObjectNode outcomes = peer.putObject("outcomes");
        NEVER.forEach(name -> outcomes.put(name, 0));
        for (AckOutcomes.Outcome outcome : AckOutcomes.Outcome.values()) {
            outcomes.put(outcome.name().toLowerCase(Locale.ROOT), entry.count(outcome));
        }
        peer.put("peer_id", entry.machineId());
        peer.put("stable_id", traffic == null ? 0 : traffic.generation());
        ObjectNode stages = peer.putObject("stages");
        STAGES.forEach(name -> stages.putObject(name)
                .put("count", 0)
                .put("max_ms", 0)
                .put("p50_ms", 0)
                .put("p95_ms", 0)
                .put("p999_ms", 0)
                .put("p99_ms", 0));
        return peer;
    }
}
