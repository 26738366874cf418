package dev.x0xtest.wire.result;

import dev.x0xtest.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/**
 * Why an action failed, for code (kind, code) and for people (message, cause). Texts beyond the bounds are cut.
 *
 * @param kind one of {@link FailureKinds}, a kind of the daemon client, or one that a newer runner introduced
 * @param code the daemon's error code; empty if there is none
 * @param message one line
 * @param cause the underlying cause, if it adds to the message
 * @param httpStatus HTTP status of the daemon's answer, if there was an answer
 */
public record Failure(
        String kind,
        String code,
        String message,
        @Nullable String cause,
        @Nullable Integer httpStatus) {
    public Failure {
        kind = cut(kind, WireLimits.IDENTIFIER_BYTES);
        code = cut(code, WireLimits.IDENTIFIER_BYTES);
        message = cut(message, WireLimits.FAILURE_CHARS);
        cause = cause == null ? null : cut(cause, WireLimits.FAILURE_CHARS);
    }

    /** A failure without an answer of a daemon. */
    public static Failure of(String kind, String message) {
        return new Failure(kind, "", message, null, null);
    }

    private static String cut(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars - 1) + "…";
    }
}
