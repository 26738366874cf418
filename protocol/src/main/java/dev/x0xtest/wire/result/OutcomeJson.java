package dev.x0xtest.wire.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.json.JsonFields;
import dev.x0xtest.wire.json.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code outcome} in our form and in upstream's forms. */
final class OutcomeJson {
    private static final String OK = "ok";
    private static final Pattern KIND_FIRST = Pattern.compile("([a-z_]{1,64}): (.*)", Pattern.DOTALL);

    private OutcomeJson() {}

    static JsonNode encode(Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed failed)) {
            return TextNode.valueOf(OK);
        }
        if (failed.upstream() != null) {
            return failed.upstream();
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

    static ObjectNode sentence(Failure failure) {
        return WireJson.object().put("error", failure.kind() + ": " + failure.message());
    }

    static ObjectNode passedOn(ObjectNode answer, int httpStatus) {
        ObjectNode object = WireJson.object();
        object.set("error", answer);
        return object.put("http_status", httpStatus);
    }

    /**
     * Reads an outcome.
     *
     * @param details details of the result, because upstream's {@code send_dm} puts {@code http_status} there
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
        Failure plain = plain(error);
        String kind = textOr(outcome, "kind", "");
        Integer status = status(outcome);
        String cause = textOr(outcome, "cause", "");
        boolean ours = !kind.isEmpty();
        Failure failure = new Failure(
                ours ? kind : plain.kind(),
                textOr(outcome, "code", plain.code()),
                ours ? message(error) : plain.message(),
                cause.isEmpty() ? null : cause,
                status == null ? status(details) : status);
        return new Outcome.Failed(failure, ours || outcome.isEmpty() ? null : outcome);
    }

    /** The failure of an outcome without a {@code kind} member; a sentence may start with the kind. */
    private static Failure plain(JsonNode error) {
        String message = message(error);
        Matcher kindFirst = KIND_FIRST.matcher(message);
        if (error.isTextual() && kindFirst.matches()) {
            return Failure.of(kindFirst.group(1), kindFirst.group(2));
        }
        return new Failure(FailureKinds.ofUpstream(message), JsonFields.errorCode(error), message, null, null);
    }

    /** The error's sentence, or its JSON if it has none. */
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
