package dev.x0xtest.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Typed access to the members of a JSON object. JSON null counts as absent, as in upstream's harness. */
public final class JsonFields {
    /** A code such as {@code recipient_rejected}, or a few lower-case words such as {@code agent is blocked}. */
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+([ _.-][a-z0-9]+){0,5}");

    private JsonFields() {}

    public static @Nullable JsonNode present(ObjectNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public static @Nullable String text(ObjectNode object, String name) throws WireException {
        JsonNode value = present(object, name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw WireException.wrongType(name, "a string");
        }
        return value.textValue();
    }

    public static String requiredText(ObjectNode object, String name) throws WireException {
        String value = text(object, name);
        if (value == null) {
            throw WireException.missing(name);
        }
        return value;
    }

    public static String textOrEmpty(ObjectNode object, String name) throws WireException {
        String value = text(object, name);
        return value == null ? "" : value;
    }

    public static int requiredInt(ObjectNode object, String name) throws WireException {
        JsonNode value = present(object, name);
        if (value == null) {
            throw WireException.missing(name);
        }
        if (!value.isIntegralNumber()) {
            throw WireException.wrongType(name, "an integer");
        }
        if (!value.canConvertToInt()) {
            throw WireException.badValue("field " + name + " is out of range");
        }
        return value.intValue();
    }

    public static ObjectNode objectOrEmpty(ObjectNode object, String name) throws WireException {
        JsonNode value = present(object, name);
        if (value == null) {
            return WireJson.object();
        }
        if (value instanceof ObjectNode members) {
            return members;
        }
        throw WireException.wrongType(name, "an object");
    }

    public static boolean isTrue(ObjectNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isBoolean() && value.booleanValue();
    }

    /** Returns the id if it has at most 256 bytes. */
    public static String identifier(String name, String value) throws WireException {
        int bytes = FrameText.utf8Length(value);
        if (bytes > WireLimits.IDENTIFIER_BYTES) {
            throw WireException.tooLarge("field " + name + ", in bytes,", bytes, WireLimits.IDENTIFIER_BYTES);
        }
        return value;
    }

    /**
     * The error code in a daemon's answer: {@code reason}, where newer daemons have it, else {@code error}. A sentence in
     * {@code reason} is no code. Empty if there is none.
     */
    public static String errorCode(JsonNode answer) {
        String reason =
                answer.path("reason").isTextual() ? answer.path("reason").textValue() : "";
        String error = answer.path("error").isTextual() ? answer.path("error").textValue() : "";
        return CODE.matcher(reason).matches() ? reason : error;
    }
}
