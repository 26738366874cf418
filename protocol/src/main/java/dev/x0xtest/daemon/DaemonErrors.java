package dev.x0xtest.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.daemon.DaemonException.Kind;
import dev.x0xtest.wire.json.JsonFields;
import java.util.Map;
import java.util.Optional;

/**
 * The table that maps an answer outside 2xx to a {@link Kind}. Its codes are those of {@code POST /direct/send} in x0xd
 * 0.48.1, and those of 0.39 that newer daemons still send.
 */
public final class DaemonErrors {
    private static final int LONGEST_TEXT = 256;

    private static final Map<String, Kind> BY_CODE = Map.ofEntries(
            Map.entry("agent is blocked", Kind.BLOCKED),
            Map.entry("recipient_rejected", Kind.REJECTED),
            Map.entry("recipient_key_unavailable", Kind.UNDISCOVERED),
            Map.entry("recipient_undiscovered", Kind.UNDISCOVERED),
            Map.entry("recipient_key_invalid", Kind.UNDISCOVERED),
            Map.entry("recipient_ack_semantics_unavailable", Kind.UNSUPPORTED),
            Map.entry("recipient_upgrade_required", Kind.UNSUPPORTED),
            Map.entry("idempotency_conflict", Kind.CONFLICT),
            Map.entry("timeout", Kind.TIMEOUT),
            Map.entry("peer_likely_offline", Kind.UNREACHABLE),
            Map.entry("peer_disconnected", Kind.UNREACHABLE),
            Map.entry("no_connectivity", Kind.UNREACHABLE),
            Map.entry("no_relay_candidate", Kind.UNREACHABLE),
            Map.entry("receiver_backpressured", Kind.BACKPRESSURE),
            Map.entry("payload_too_large", Kind.TOO_LARGE));

    private DaemonErrors() {}

    /** The kind of an answer with this status and code. */
    static Kind kind(int status, String code) {
        return kind(status, code, "");
    }

    /** {@code other}: the other one of the fields {@code reason} and {@code error}, where an older code may be. */
    private static Kind kind(int status, String code, String other) {
        return Optional.ofNullable(BY_CODE.get(code))
                .or(() -> Optional.ofNullable(BY_CODE.get(other)))
                .orElseGet(() -> byStatus(status, code));
    }

    private static Kind byStatus(int status, String code) {
        return switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> code.contains("token") ? Kind.UNAUTHORIZED : Kind.REJECTED;
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            case 413 -> Kind.TOO_LARGE;
            case 429 -> Kind.BACKPRESSURE;
            case 504 -> Kind.TIMEOUT;
            default -> byClass(status);
        };
    }

    private static Kind byClass(int status) {
        return switch (status / 100) {
            case 4 -> Kind.BAD_REQUEST;
            case 5 -> Kind.DAEMON_ERROR;
            default -> Kind.MALFORMED_ANSWER;
        };
    }

    public static DaemonException from(int status, String reason, JsonNode body, String request) {
        String code = clip(body.isTextual() ? body.textValue() : JsonFields.errorCode(body));
        String other = code.equals(text(body, "error")) ? text(body, "reason") : text(body, "error");
        String given = text(body, "detail");
        String detail = !given.isEmpty() ? given : !other.isEmpty() ? other : inside(body.path("error"));
        StringBuilder message = new StringBuilder(request).append(request.isEmpty() ? "" : ": ");
        message.append("HTTP ").append(status);
        message.append(code.isEmpty() ? "" : ", " + code).append(detail.isEmpty() ? "" : ": " + detail);
        return new DaemonException(
                kind(status, code, other), status, code, detail, reason, body, message.toString(), null);
    }

    private static String inside(JsonNode error) {
        String given = text(error, "detail");
        return given.isEmpty() ? text(error, "message") : given;
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isTextual() ? clip(value.textValue()) : "";
    }

    private static String clip(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }
}
