package dev.x0xtest.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/** The one failure of a {@link Daemon} call; which one is decided by {@link DaemonErrors}. */
public final class DaemonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int status;
    private final String code;
    private final String detail;
    private final String reason;
    private final transient @Nullable JsonNode body;

    public DaemonException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, 0, "", "", "", null, message, cause);
    }

    public DaemonException(
            Kind kind,
            int status,
            String code,
            String detail,
            String reason,
            @Nullable JsonNode body,
            String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.reason = reason;
        this.body = body;
    }

    /** An answer of the daemon outside 2xx, as {@link DaemonErrors} reads it; also how fakes make one. */
    public static DaemonException answered(int status, JsonNode body) {
        return DaemonErrors.from(status, "", body, "");
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean retryable() {
        return kind.retryable;
    }

    /** HTTP status; 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** The daemon's {@code error}, or the text of a text/plain answer; empty when there was none. */
    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    /** What the status line says beside the status; empty when it says nothing. */
    public String reason() {
        return reason;
    }

    /** The daemon's whole answer; a {@code MissingNode} when there was none. */
    public JsonNode body() {
        JsonNode present = body;
        return present == null ? MissingNode.getInstance() : present;
    }

    /** What went wrong, for code to decide on. */
    public enum Kind {
        /** No connection, or it was lost: the cause is a {@link DisconnectedException}. */
        DISCONNECTED(true),
        /** Our deadline (status 0) or the daemon's own (504). */
        TIMEOUT(true),
        /** Token refused, unreadable, or of a class that may not do this. */
        UNAUTHORIZED(false),
        /** Our own daemon's contacts block the recipient. */
        BLOCKED(false),
        /** The recipient's policy, or a group's rules, refused. */
        REJECTED(false),
        NOT_FOUND(false),
        /** The recipient is not known well enough yet. */
        UNDISCOVERED(true),
        /** The recipient is known and cannot be reached now. */
        UNREACHABLE(true),
        /** Same id, other content; or a state that excludes the call. */
        CONFLICT(false),
        TOO_LARGE(false),
        /** A queue is full, the recipient's or this client's. */
        BACKPRESSURE(true),
        /** The daemon could not read the request. */
        BAD_REQUEST(false),
        /** The recipient's version cannot do this. */
        UNSUPPORTED(false),
        DAEMON_ERROR(true),
        /** An answer that is not what the endpoint promises. */
        MALFORMED_ANSWER(false),
        /** This client was closed. */
        CLOSED(false);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }
    }
}
