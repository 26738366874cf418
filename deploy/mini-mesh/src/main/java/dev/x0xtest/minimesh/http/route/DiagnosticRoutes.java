package dev.x0xtest.minimesh.http.route;

import static dev.x0xtest.minimesh.http.exchange.HttpAnswer.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.minimesh.http.exchange.HttpAnswer;
import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.node.direct.DirectCounters;
import dev.x0xtest.minimesh.node.direct.DirectSender;
import dev.x0xtest.minimesh.node.direct.Inbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints under {@code /diagnostics}. The counters of direct messages, and what is said of each peer, are real.
 * The rest are templates with the shape of x0xd's and the numbers of an idle daemon.
 */
public final class DiagnosticRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Node node;
    private final TransportDiagnostics transport;
    private final JsonNode dmAtRest = template("dm");

    public DiagnosticRoutes(Node node) {
        this.node = node;
        this.transport = new TransportDiagnostics(node);
    }

    public void addTo(Router router) {
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

    private HttpAnswer atRest(String name, JsonNode template) {
        ObjectNode body = template.deepCopy();
        if (name.equals("connectivity")) {
            transport.connectivity(body);
        } else if (name.equals("ack")) {
            transport.ack(body);
        }
        return HttpAnswer.json(200, body);
    }

    private HttpAnswer dm() {
        DirectCounters counters = node.counters();
        DirectSender.Outcome.DurableStages last = counters.lastDurable();
        ObjectNode body = dmAtRest.deepCopy();
        body.put(
                "capability_store_entries",
                Math.max(0, node.memory().knownAgents().all().size() - 1));
        if (last != null) {
            body.putPOJO("last_durable_send", stages(last));
        }
        body.putPOJO("per_peer", peers(counters));
        body.withObject("/stats").setAll(stats(counters));
        body.put("subscriber_capacity", Inbox.QUEUE);
        body.put("subscriber_count", node.inbox().stream().readers());
        return HttpAnswer.json(200, body);
    }

    private static Map<String, @Nullable Object> stages(DirectSender.Outcome.DurableStages last) {
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

    private Map<String, JsonNode> stats(DirectCounters counters) {
        var stats = new TreeMap<String, JsonNode>();
        put(stats, "incoming_delivered_to_subscribe", counters.received());
        put(stats, "incoming_envelopes_total", counters.received() + counters.rejectedByTrust());
        put(stats, "incoming_trust_rejected", counters.rejectedByTrust());
        put(stats, "outgoing_path_gossip_inbox", counters.succeeded("gossip_inbox"));
        put(stats, "outgoing_path_loopback", counters.succeeded("loopback"));
        put(stats, "outgoing_path_raw_quic", counters.succeeded("raw_quic_acked"));
        put(stats, "outgoing_send_failed", counters.failed());
        put(stats, "outgoing_send_succeeded", counters.succeeded());
        put(stats, "outgoing_send_total", counters.sendTotal());
        put(stats, "subscriber_events_evicted", node.inbox().stream().evicted());
        return stats;
    }

    private static void put(Map<String, JsonNode> stats, String name, long value) {
        stats.put(name, JSON.getNodeFactory().numberNode(value));
    }
}
