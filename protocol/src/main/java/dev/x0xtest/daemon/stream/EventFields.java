package dev.x0xtest.daemon.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.daemon.DaemonJson;
import dev.x0xtest.wire.AgentId;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Typed access to the fields of an event's data. */
record EventFields(String event, JsonNode data) {

    /** The event cannot be read. The message is one line and quotes nothing of the data. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    static EventFields of(SseParser.Event event) throws UnreadableException {
        JsonNode node = DaemonJson.parse(event.data())
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new UnreadableException(event.name() + ": the data is not a JSON object"));
        return new EventFields(event.name(), node);
    }

    EventFields object(String field) throws UnreadableException {
        if (!data.path(field).isObject()) {
            throw unreadable(field, "an object");
        }
        return new EventFields(event, data.path(field));
    }

    String text(String field) throws UnreadableException {
        if (!data.path(field).isTextual()) {
            throw unreadable(field, "a string");
        }
        return data.path(field).textValue();
    }

    @Nullable
    String optionalText(String field) throws UnreadableException {
        return data.path(field).isMissingNode() || data.path(field).isNull() ? null : text(field);
    }

    /** Reads a flag. An absent one is false: the daemon has not confirmed it. */
    boolean flag(String field) throws UnreadableException {
        JsonNode node = data.path(field);
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            throw unreadable(field, "true or false");
        }
        return node.asBoolean(false);
    }

    long optionalLong(String field) throws UnreadableException {
        JsonNode node = data.path(field);
        if (!node.isMissingNode() && !node.isNull() && !node.canConvertToLong()) {
            throw unreadable(field, "a number");
        }
        return node.asLong(0);
    }

    byte[] payload() throws UnreadableException {
        try {
            return Base64.getDecoder().decode(text("payload"));
        } catch (IllegalArgumentException e) {
            throw unreadable("payload", "base64");
        }
    }

    AgentId agent(String field) throws UnreadableException {
        return AgentId.parse(text(field)).orElseThrow(() -> unreadable(field, "an agent id"));
    }

    @Nullable
    AgentId optionalAgent(String field) throws UnreadableException {
        return data.path(field).isMissingNode() || data.path(field).isNull() ? null : agent(field);
    }

    private UnreadableException unreadable(String field, String expected) {
        return new UnreadableException(event + ": " + field + " is not " + expected);
    }
}
