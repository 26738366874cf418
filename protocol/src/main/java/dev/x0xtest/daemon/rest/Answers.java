package dev.x0xtest.daemon.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.AgentInfo;
import dev.x0xtest.daemon.DaemonAnswer;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DaemonException.Kind;
import dev.x0xtest.daemon.DirectConnection;
import dev.x0xtest.daemon.DmDiagnostics;
import dev.x0xtest.daemon.Health;
import dev.x0xtest.daemon.Peer;
import dev.x0xtest.daemon.SendAnswer;
import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From answers in 2xx to records; what an endpoint promises and does not keep is {@code MALFORMED_ANSWER}. */
final class Answers {
    private Answers() {}

    static Health health(DaemonAnswer answer) {
        ObjectNode body = object(answer);
        return new Health(
                text(body, "version"),
                body.path("peers").asInt(0),
                body.path("send_ready_peers").asInt(0),
                body.path("uptime_secs").asLong(0),
                body.path("status").asText(""));
    }

    static AgentInfo agent(DaemonAnswer answer) {
        ObjectNode body = object(answer);
        return new AgentInfo(agentId(body, "agent_id"), text(body, "machine_id"));
    }

    static List<Peer> peers(DaemonAnswer answer) {
        List<Peer> peers = new ArrayList<>();
        for (JsonNode entry : array(object(answer), "peers")) {
            peers.add(new Peer(text(entry, "id"), entry.path("link").asText("")));
        }
        return List.copyOf(peers);
    }

    static List<DirectConnection> connections(DaemonAnswer answer) {
        List<DirectConnection> connections = new ArrayList<>();
        for (JsonNode entry : array(object(answer), "connections")) {
            connections.add(new DirectConnection(agentId(entry, "agent_id"), optionalText(entry, "machine_id")));
        }
        return List.copyOf(connections);
    }

    static SendAnswer send(DaemonAnswer answer) {
        ObjectNode body = object(answer);
        return new SendAnswer(
                text(body, "path"),
                body.path("retries_used").asInt(0),
                text(body, "request_id"),
                optionalText(body, "observed_ack_ingress"),
                body);
    }

    static String subscriptionId(DaemonAnswer answer) {
        return text(object(answer), "subscription_id");
    }

    static DmDiagnostics dmDiagnostics(DaemonAnswer answer) {
        ObjectNode body = object(answer);
        JsonNode stats = body.path("stats");
        return new DmDiagnostics(
                stats.path("subscriber_events_evicted").asLong(-1),
                stats.path("incoming_envelopes_total").asLong(-1),
                body);
    }

    private static ObjectNode object(DaemonAnswer answer) {
        if (answer.body() instanceof ObjectNode object) {
            return object;
        }
        throw malformed("the answer is not a JSON object");
    }

    private static JsonNode array(JsonNode body, String field) {
        if (!body.path(field).isArray()) {
            throw malformed(field + " is not a list");
        }
        return body.path(field);
    }

    private static String text(JsonNode body, String field) {
        String text = optionalText(body, field);
        if (text == null || text.isEmpty()) {
            throw malformed(field + " is missing");
        }
        return text;
    }

    private static @Nullable String optionalText(JsonNode body, String field) {
        return body.path(field).textValue();
    }

    private static AgentId agentId(JsonNode body, String field) {
        return AgentId.parse(body.path(field).textValue()).orElseThrow(() -> malformed(field + " is not an agent id"));
    }

    private static DaemonException malformed(String reason) {
        return new DaemonException(Kind.MALFORMED_ANSWER, reason, null);
    }
}
