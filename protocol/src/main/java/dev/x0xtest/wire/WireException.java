package dev.x0xtest.wire;

import org.jspecify.annotations.Nullable;

/**
 * Input from outside that cannot be read: a kind, and a message of one line. The message quotes at most 80 characters
 * of the input.
 */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int QUOTED_CHARS = 80;

    /** What is wrong with the input. */
    public enum Kind {
        /** It has the prefix of a frame but is not a frame. */
        NOT_A_FRAME,
        /** Not standard base64 with padding. */
        BAD_BASE64,
        /** Not UTF-8, not JSON, a duplicate key, or not an object. */
        BAD_JSON,
        /** It exceeds a bound of {@link WireLimits}. */
        TOO_LARGE,
        /** A required field is missing. */
        MISSING_FIELD,
        /** A field has the wrong JSON type. */
        WRONG_TYPE,
        /** A field has the right type and a value that is not allowed. */
        BAD_VALUE,
        /** Two fields contradict each other. */
        CONFLICT
    }

    private final Kind kind;

    public WireException(Kind kind, String message) {
        this(kind, message, null);
    }

    public WireException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public static WireException missing(String field) {
        return new WireException(Kind.MISSING_FIELD, "missing field " + field);
    }

    public static WireException wrongType(String field, String wanted) {
        return new WireException(Kind.WRONG_TYPE, "field " + field + " is not " + wanted);
    }

    public static WireException badValue(String message) {
        return new WireException(Kind.BAD_VALUE, message);
    }

    public static WireException tooLarge(String what, long size, long limit) {
        return new WireException(Kind.TOO_LARGE, what + " has " + size + ", at most " + limit + " allowed");
    }

    /**
     * Quotes foreign text for a message of one line: control characters become '?', and text beyond 80 characters is
     * cut.
     */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints()
                .limit(QUOTED_CHARS)
                .forEach(
                        c -> quoted.appendCodePoint(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c));
        return quoted.append(text.length() > QUOTED_CHARS ? "…'" : "'").toString();
    }
}
