package dev.x0xtest.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The failure of a {@link Daemon} call. {@link DaemonErrors} decides its {@link Kind}. */
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

    /** Makes the exception for an answer outside 2xx. Fake daemons of tests use it too. */
    public static DaemonException answered(int status, JsonNode body) {
        return DaemonErrors.from(status, "", body, "");
    }

    public Kind kind() {
        return kind;
    }

    /** HTTP status; 0 if there was no answer. */
    public int status() {
        return status;
    }

    /**
     * The answer's {@code reason} field, else its {@code error} field, or its text if it is text/plain; empty if there
     * is none.
     */
    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    /** The reason phrase of the status line; may be empty. */
    public String reason() {
        return reason;
    }

    /** The whole answer; a {@code MissingNode} if there was none. */
    public JsonNode body() {
        JsonNode present = body;
        return present == null ? MissingNode.getInstance() : present;
    }

    /** The category of a failure, on which code decides. */
    public enum Kind {
        /** There is no connection, or it was lost; the cause is a {@link Disconnected}. */
        DISCONNECTED,
        /** The client's deadline (status 0) or the daemon's own deadline (504) passed. */
        TIMEOUT,
        /** The token was refused, cannot be read, or does not permit the call. */
        UNAUTHORIZED,
        /** The contacts of our own daemon block the recipient. */
        BLOCKED,
        /** The recipient's policy or the rules of a group refused. */
        REJECTED,
        NOT_FOUND,
        /** The daemon does not know enough about the recipient yet. */
        UNDISCOVERED,
        /** The recipient is known but unreachable now. */
        UNREACHABLE,
        /** The id was used with other content, or the current state excludes the call. */
        CONFLICT,
        TOO_LARGE,
        /** A queue is full: the recipient's or this client's. */
        BACKPRESSURE,
        /** The daemon could not read the request. */
        BAD_REQUEST,
        /** The recipient's version does not support this. */
        UNSUPPORTED,
        DAEMON_ERROR,
        /** The answer does not have the form that the endpoint promises. */
        MALFORMED_ANSWER,
        /** This client was closed. */
        CLOSED
    }

    /** Every failure of a socket; the cause is the socket's own exception. */
    public static final class Disconnected extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean requestWritten;

        public Disconnected(String message, boolean requestWritten, @Nullable Throwable cause) {
            super(message, cause);
            this.requestWritten = requestWritten;
        }

        /** Whether the request was written: then the daemon may have executed it although the answer was lost. */
        public boolean requestWritten() {
            return requestWritten;
        }
    }
}
