package dev.x0xtest.wire;

import org.jspecify.annotations.Nullable;

/** The one way in which bytes from outside fail: a kind and one line that quotes at most 80 characters of them. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int QUOTED_CHARS = 80;

    /** What is wrong. */
    public enum Kind {
        /** Starts like a frame and is none. */
        NOT_A_FRAME,
        /** Not standard base64 with padding. */
        BAD_BASE64,
        /** Not UTF-8, not JSON, a duplicate key, or not an object. */
        BAD_JSON,
        /** Beyond a bound of {@link WireLimits}. */
        TOO_LARGE,
        /** A field that must be there is not. */
        MISSING_FIELD,
        /** A field of another JSON type. */
        WRONG_TYPE,
        /** The right type, a value that is not allowed. */
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

    /** Foreign text fit for one line: quoted, without control characters, cut after 80 characters. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints()
                .limit(QUOTED_CHARS)
                .forEach(
                        c -> quoted.appendCodePoint(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c));
        return quoted.append(text.length() > QUOTED_CHARS ? "…'" : "'").toString();
    }
}
