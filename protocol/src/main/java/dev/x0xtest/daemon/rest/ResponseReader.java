package dev.x0xtest.daemon.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DaemonException.Kind;
import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts answers in 2xx to records. An answer without the promised fields fails with {@code MALFORMED_ANSWER}. */
final class ResponseReader {
    private ResponseReader() {}

    static Daemon.Health health(Daemon.Response answer) {
        ObjectNode body = object(answer);
        return new Daemon.Health(
                text(body, "version"),
                body.path("peers").asInt(0),
                body.path("send_ready_peers").asInt(0),
                body.path("uptime_secs").asLong(0),
                body.path("status").asText(""));
    }

    static Daemon.AgentInfo agent(Daemon.Response answer) {
        ObjectNode body = object(answer);
        return new Daemon.AgentInfo(agentId(body, "agent_id"), text(body, "machine_id"));
    }

    static List<Daemon.Peer> peers(Daemon.Response answer) {
        List<Daemon.Peer> peers = new ArrayList<>();
        for (JsonNode entry : array(object(answer), "peers")) {
            peers.add(new Daemon.Peer(text(entry, "id"), entry.path("link").asText("")));
        }
        return List.copyOf(peers);
    }

    static List<Daemon.DirectConnection> connections(Daemon.Response answer) {
        List<Daemon.DirectConnection> connections = new ArrayList<>();
        for (JsonNode entry : array(object(answer), "connections")) {
            connections.add(new Daemon.DirectConnection(agentId(entry, "agent_id"), optionalText(entry, "machine_id")));
        }
        return List.copyOf(connections);
    }

    static Daemon.SendResponse send(Daemon.Response answer) {
        ObjectNode body = object(answer);
        return new Daemon.SendResponse(
                text(body, "path"),
                body.path("retries_used").asInt(0),
                text(body, "request_id"),
                optionalText(body, "observed_ack_ingress"),
                body);
    }

    static String subscriptionId(Daemon.Response answer) {
        return text(object(answer), "subscription_id");
    }

    static Daemon.DmDiagnostics dmDiagnostics(Daemon.Response answer) {
        ObjectNode body = object(answer);
        JsonNode stats = body.path("stats");
        return new Daemon.DmDiagnostics(
                stats.path("subscriber_events_evicted").asLong(-1),
                stats.path("incoming_envelopes_total").asLong(-1),
                body);
    }

    static Daemon.HistoryPage history(Daemon.Response answer) {
        ObjectNode body = object(answer);
        List<Daemon.HistoryRow> rows = new ArrayList<>();
        JsonNode records = array(body, "records");
        for (JsonNode row : records) {
            historyRow(row).ifPresent(rows::add);
        }
        JsonNode next = body.path("next_before_id");
        return new Daemon.HistoryPage(
                List.copyOf(rows), next.isIntegralNumber() ? next.asLong() : null, records.size() - rows.size());
    }

    /** Other programs write to the history, too: a row of theirs that cannot be read must not hide ours. */
    private static Optional<Daemon.HistoryRow> historyRow(JsonNode row) {
        Optional<AgentId> author = AgentId.parse(row.path("author_agent").textValue());
        String direction = row.path("direction").asText("");
        if (author.isEmpty()
                || !row.path("id").isIntegralNumber()
                || !row.path("seen_at_ms").isIntegralNumber()
                || !(direction.equals("Inbound") || direction.equals("Outbound"))) {
            return Optional.empty();
        }
        try {
            byte[] payload = Base64.getDecoder().decode(row.path("payload").asText(""));
            return Optional.of(new Daemon.HistoryRow(
                    row.path("id").asLong(),
                    author.get(),
                    direction.equals("Inbound"),
                    row.path("seen_at_ms").asLong(),
                    payload));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64
        }
    }

    private static ObjectNode object(Daemon.Response answer) {
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
