package dev.x0xtest.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The shapes of {@code outcome}: ours on writing, upstream's too on reading. */
final class OutcomeJson {
    private static final String OK = "ok";

    private OutcomeJson() {}

    static JsonNode encode(Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed failed)) {
            return TextNode.valueOf(OK);
        }
        Failure failure = failed.failure();
        ObjectNode object = WireJson.object().put("error", failure.message()).put("kind", failure.kind());
        if (!failure.code().isEmpty()) {
            object.put("code", failure.code());
        }
        if (failure.cause() != null) {
            object.put("cause", failure.cause());
        }
        if (failure.httpStatus() != null) {
            object.put("http_status", failure.httpStatus());
        }
        return object;
    }

    /**
     * Reads an outcome.
     *
     * @param details upstream's {@code send_dm} puts {@code http_status} there
     */
    static Outcome decode(@Nullable JsonNode outcome, ObjectNode details) throws WireException {
        if (outcome == null) {
            throw WireException.missing("outcome");
        }
        if (outcome.isTextual()) {
            String text = outcome.textValue();
            return OK.equals(text) ? Outcome.ok() : failed(WireJson.object(), outcome, details);
        }
        if (!(outcome instanceof ObjectNode object)) {
            throw WireException.wrongType("outcome", "a string or an object");
        }
        JsonNode error = JsonFields.present(object, "error");
        if (error == null) {
            throw WireException.missing("outcome.error");
        }
        return failed(object, error, details);
    }

    private static Outcome failed(ObjectNode outcome, JsonNode error, ObjectNode details) {
        String message = message(error);
        String kind = textOr(outcome, "kind", FailureKinds.ofUpstream(message));
        String code = textOr(outcome, "code", textOr(error, "error", ""));
        Integer status = status(outcome);
        String cause = textOr(outcome, "cause", "");
        return new Outcome.Failed(new Failure(
                kind, code, message, cause.isEmpty() ? null : cause, status == null ? status(details) : status));
    }

    /** A sentence if there is one, else the error's JSON. */
    private static String message(JsonNode error) {
        if (error.isTextual()) {
            return error.textValue();
        }
        String detail = textOr(error, "detail", textOr(error, "error", textOr(error, "reason", "")));
        return detail.isEmpty() ? new String(WireJson.compact(error), StandardCharsets.US_ASCII) : detail;
    }

    private static String textOr(JsonNode object, String name, String otherwise) {
        JsonNode value = object.get(name);
        return value != null && value.isTextual() ? value.textValue() : otherwise;
    }

    private static @Nullable Integer status(ObjectNode object) {
        JsonNode value = object.get("http_status");
        return value != null && value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : null;
    }
}
