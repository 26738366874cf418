package dev.x0xtest.minimesh.http;

import static dev.x0xtest.minimesh.http.Answer.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.minimesh.node.DirectCounters;
import dev.x0xtest.minimesh.node.Inbox;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.node.SendAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code /diagnostics/*}. The direct message counters are real; of the others only the shape is, from a template with
 * everything at rest.
 */
final class DiagnosticRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Node node;

    DiagnosticRoutes(Node node) {
        this.node = node;
    }

    void addTo(Router router) {
        router.answer("GET", "/diagnostics/dm", request -> dm());
        for (String name : List.of("gossip", "connectivity", "transport", "ack")) {
            JsonNode template = template(name);
            router.answer("GET", "/diagnostics/" + name, request -> atRest(name, template));
        }
    }

    private static JsonNode template(String name) {
        try (InputStream in = DiagnosticRoutes.class.getResourceAsStream("diagnostics-" + name + ".json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer atRest(String name, JsonNode template) {
        ObjectNode body = template.deepCopy();
        if (name.equals("connectivity")) {
            body.put("peer_id", node.context().identity().machineId());
            body.put("local_addr", node.address());
        }
        return Answer.json(200, body);
    }

    private Answer dm() {
        DirectCounters counters = node.counters();
        SendAnswer.DurableStages last = counters.lastDurable();
        var body = new TreeMap<String, @Nullable Object>();
        body.put("ack_publish_route_failed", 0);
        body.put(
                "capability_store_entries",
                Math.max(0, node.memory().directory().all().size() - 1));
        body.put("caps_advert_prefiltered_stale", 0);
        body.put("last_ack_publish_ms", null);
        if (last != null) {
            body.put("last_durable_send", stages(last));
        }
        body.put("ok", true);
        body.put("peer_evidence", Map.of("evidence_load_complete", true));
        body.put("per_peer", peers(counters));
        body.put("per_peer_digest", Map.of("rows", List.of()));
        body.put("stats", stats(counters));
        body.put("subscriber_capacity", Inbox.QUEUE);
        body.put("subscriber_count", node.inbox().stream().readers());
        return Answer.json(200, body);
    }

    private static Map<String, @Nullable Object> stages(SendAnswer.DurableStages last) {
        return object(
                "ack_wait_ms",
                last.ackWaitMs(),
                "budget_stage",
                last.budgetStage(),
                "elapsed_ms",
                last.elapsedMs(),
                "publish_ms",
                last.publishMs(),
                "strict_gate_ms",
                last.strictGateMs());
    }

    private Map<String, Object> peers(DirectCounters counters) {
        var peers = new TreeMap<String, Object>();
        counters.peers()
                .forEach((agentId, peer) -> peers.put(
                        agentId,
                        object(
                                "avg_rtt_ms",
                                null,
                                "last_recv_ms_ago",
                                ago(peer.lastReceivedNanos()),
                                "last_send_ms_ago",
                                ago(peer.lastSendNanos()),
                                "preferred_path",
                                peer.preferredPath(),
                                "recv_count",
                                peer.received(),
                                "send_failed",
                                peer.sendFailed(),
                                "send_succeeded",
                                peer.sendSucceeded())));
        return peers;
    }

    private @Nullable Long ago(@Nullable Long nanos) {
        return nanos == null ? null : Long.valueOf(node.context().millisSince(nanos));
    }

    private Map<String, @Nullable Object> stats(DirectCounters counters) {
        var stats = new TreeMap<String, @Nullable Object>();
        for (String zero : ALWAYS_ZERO) {
            stats.put(zero, 0);
        }
        stats.put("incoming_delivered_to_subscribe", counters.received());
        stats.put("incoming_envelopes_total", counters.received() + counters.rejectedByTrust());
        stats.put("incoming_trust_rejected", counters.rejectedByTrust());
        stats.put("outgoing_path_gossip_inbox", counters.succeeded("gossip_inbox"));
        stats.put("outgoing_path_loopback", counters.succeeded("loopback"));
        stats.put("outgoing_path_raw_quic", counters.succeeded("raw_quic_acked"));
        stats.put("outgoing_send_failed", counters.failed());
        stats.put("outgoing_send_succeeded", counters.succeeded());
        stats.put("outgoing_send_total", counters.sendTotal());
        stats.put("subscriber_events_evicted", node.inbox().stream().evicted());
        return stats;
    }

    private static final List<String> ALWAYS_ZERO = List.of(
            "ack_direct_hedge_failed",
            "ack_direct_hedge_saved_failure",
            "ack_direct_hedge_sent",
            "ack_direct_hedge_skipped",
            "ack_gossip_route_failed",
            "ack_gossip_route_succeeded",
            "ack_publish_route_failed",
            "incoming_decode_failed",
            "incoming_dropped_expired",
            "incoming_dropped_revoked",
            "incoming_signature_failed",
            "incoming_typed_route_dropped",
            "outgoing_path_relayed",
            "subscriber_channel_closed",
            "subscriber_channel_lagged");
}
