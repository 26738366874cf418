package dev.x0xtest.daemon.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.DaemonJson;
import dev.x0xtest.daemon.SendRequest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The JSON body of {@code POST /direct/send}, with the field names of x0xd 0.48.1. */
final class SendBody {
    private SendBody() {}

    static ObjectNode of(SendRequest request) {
        ObjectNode body = DaemonJson.object()
                .put("agent_id", request.to().hex())
                .put("payload", Base64.getEncoder().encodeToString(request.payload()));
        put(body, "prefer_raw_quic_if_connected", request.preferRaw());
        put(body, "raw_quic_receive_ack_ms", request.rawAckMs());
        put(body, "stop_fallback_on_raw_error", request.stopFallback());
        put(body, "require_gossip", request.requireGossip());
        put(body, "require_durable_app_ack", request.durable());
        put(body, "require_ack_ms", request.requireAckMs());
        return body;
    }

    private static void put(ObjectNode body, String field, @Nullable Boolean value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    private static void put(ObjectNode body, String field, @Nullable Integer value) {
        if (value != null) {
            body.put(field, value);
        }
    }
}
