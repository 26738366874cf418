package dev.x0xtest.wire.result;

import dev.x0xtest.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/**
 * Why an action failed, as it reaches the person at the other end.
 *
 * @param kind one of {@link FailureKinds}, or a newer one
 * @param code the daemon's own error code; empty if there is none
 * @param message one line
 * @param cause what lies beneath, if that says more than the message
 * @param httpStatus of the daemon's answer, if there was one
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

    /** A failure that no daemon answered. */
    public static Failure of(String kind, String message) {
        return new Failure(kind, "", message, null, null);
    }

    private static String cut(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars - 1) + "…";
    }
}
