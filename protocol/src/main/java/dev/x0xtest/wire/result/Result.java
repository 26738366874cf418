package dev.x0xtest.wire.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.json.JsonFields;
import dev.x0xtest.wire.json.WireJson;
import org.jspecify.annotations.Nullable;

/**
 * A message from a runner: the answer to a command, the receipt of a hop, or news of its own such as its start.
 * {@code docs/protocol.md}, section Result.
 *
 * @param kind one of {@link ResultKinds}, a kind that an action names, or one that a newer runner introduced
 * @param commandId null if the result answers no command
 * @param requestId null if the result answers no command; in a receipt, the id of the hop
 * @param digestMarker echoed from the command; null if absent
 * @param details empty if absent; callers must not change it
 * @param node the runner's label; empty if absent
 * @param agentId a claim: trust only the sender that the daemon verified for the frame; empty if absent
 * @param machineId empty if absent
 * @param tsMs the runner's wall clock in ms since 1970, for display only; 0 if absent or not a number
 */
public record Result(
        String kind,
        @Nullable String commandId,
        @Nullable String requestId,
        Outcome outcome,
        @Nullable String digestMarker,
        ObjectNode details,
        String node,
        String agentId,
        String machineId,
        long tsMs) {

    /** Reads the JSON of a {@code res} frame, of reassembled chunks, or of a message on the results topic. */
    public static Result parse(byte[] json) throws WireException {
        return of(WireJson.parseObject(json));
    }

    static Result of(ObjectNode envelope) throws WireException {
        ObjectNode details = JsonFields.objectOrEmpty(envelope, "details");
        return new Result(
                JsonFields.identifier("kind", JsonFields.requiredText(envelope, "kind")),
                JsonFields.text(envelope, "command_id"),
                JsonFields.text(envelope, "request_id"),
                OutcomeJson.decode(JsonFields.present(envelope, "outcome"), details),
                JsonFields.text(envelope, "digest_marker"),
                details,
                JsonFields.textOrEmpty(envelope, "node"),
                JsonFields.textOrEmpty(envelope, "agent_id"),
                JsonFields.textOrEmpty(envelope, "machine_id"),
                timestamp(envelope));
    }

    /**
     * Writes compact ASCII JSON, members in upstream's order. Absent {@code digest_marker} and empty {@code details}
     * are left out.
     */
    public byte[] toJson() {
        ObjectNode envelope = WireJson.object();
        envelope.put("kind", kind).put("command_id", commandId).put("request_id", requestId);
        envelope.set("outcome", OutcomeJson.encode(outcome));
        if (digestMarker != null) {
            envelope.put("digest_marker", digestMarker);
        }
        if (!details.isEmpty()) {
            envelope.set("details", details);
        }
        envelope.put("node", node).put("agent_id", agentId).put("machine_id", machineId);
        return WireJson.compact(envelope.put("ts_ms", tsMs));
    }

    private static long timestamp(ObjectNode envelope) {
        JsonNode value = envelope.get("ts_ms");
        return value != null && value.isNumber() && value.canConvertToLong() ? value.longValue() : 0;
    }
}
