package dev.x0xtest.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Typed access to the members of a JSON object. JSON null counts as absent, as in upstream's harness. */
public final class JsonFields {
    /** A code such as {@code recipient_rejected}, or a few lower-case words such as {@code agent is blocked}. */
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+([ _.-][a-z0-9]+){0,5}");

    /** Objects within objects that are searched for a code. */
    private static final int DEEPEST = 3;

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
     * The error code in a daemon's answer, from wherever the daemon puts it: {@code reason}, {@code code} or {@code error},
     * also of an object within one of them or within {@code detail}. A sentence is no code; only if there is no code, the
     * sentence in {@code error} stands for it. Empty if there is neither.
     */
    public static String errorCode(JsonNode answer) {
        if (!answer.isObject()) {
            return "";
        }
        String code = code(answer, 0);
        return code.isEmpty() ? sentence(answer, 0) : code;
    }

    private static String code(JsonNode answer, int depth) {
        if (answer.isTextual()) {
            String text = answer.textValue().strip();
            return CODE.matcher(text).matches() ? text : "";
        }
        Stream<JsonNode> inside = depth < DEEPEST
                ? Stream.of("reason", "error", "detail").map(answer::path).filter(JsonNode::isObject)
                : Stream.empty();
        return Stream.concat(
                        Stream.of("reason", "code", "error").map(answer::path).filter(JsonNode::isTextual), inside)
                .map(value -> code(value, depth + 1))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String sentence(JsonNode answer, int depth) {
        if (answer.isTextual()) {
            return answer.textValue();
        }
        return Stream.of("error", "message")
                .map(answer::path)
                .filter(value -> value.isTextual() || (value.isObject() && depth < DEEPEST))
                .map(value -> sentence(value, depth + 1))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse("");
    }
}
