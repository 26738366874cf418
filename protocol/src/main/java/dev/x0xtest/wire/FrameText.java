package dev.x0xtest.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Builds and splits the text of frames: prefix, separators and base64. It works on bytes, because the last field of a
 * frame need not be text. {@code docs/protocol.md}, section Rules for every message.
 */
public final class FrameText {
    public static final String PREFIX = "x0xtest|";

    private static final byte[] PREFIX_BYTES = PREFIX.getBytes(StandardCharsets.US_ASCII);

    private FrameText() {}

    public static boolean startsLikeFrame(byte[] payload) {
        return payload.length >= PREFIX_BYTES.length
                && Arrays.equals(payload, 0, PREFIX_BYTES.length, PREFIX_BYTES, 0, PREFIX_BYTES.length);
    }

    /** A frame of this kind around the base64 of the JSON. */
    public static byte[] wrap(FrameKind kind, byte[] json) {
        byte[] body = Base64.getEncoder().encode(json);
        return join(PREFIX + kind.marker() + "|", body);
    }

    public static byte[] join(String head, byte[] tail) {
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(start.length + tail.length)
                .put(start)
                .put(tail)
                .array();
    }

    /** Decodes base64 with the standard alphabet and padding; skips no character. */
    public static byte[] base64(byte[] text) throws WireException {
        if (text.length % 4 != 0) {
            throw new WireException(WireException.Kind.BAD_BASE64, "base64 without its padding");
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new WireException(WireException.Kind.BAD_BASE64, "not standard base64", e);
        }
    }

    public static byte[] base64(String text) throws WireException {
        // a character beyond Latin-1 becomes '?', which is not base64 either
        return base64(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Checks a field between two '|': it contains none and is not longer than an id. */
    public static String field(String name, String value) {
        if (value.indexOf('|') >= 0) {
            throw new IllegalArgumentException(name + " contains '|'");
        }
        return length(name, value);
    }

    /**
     * Length in UTF-8 bytes. For a text longer than an id may be, its length in characters, which is enough to refuse
     * it.
     */
    public static int utf8Length(String text) {
        return text.length() > WireLimits.IDENTIFIER_BYTES
                ? text.length()
                : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Checks the id of a test message, which must not be empty. */
    public static String id(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a test message needs a request_id");
        }
        return field("request_id", value);
    }

    public static String length(String name, String value) {
        if (utf8Length(value) > WireLimits.IDENTIFIER_BYTES) {
            throw new IllegalArgumentException(name + " is longer than " + WireLimits.IDENTIFIER_BYTES + " bytes");
        }
        return value;
    }

    /** Reads the fields of a frame from left to right in one pass. Confined to one thread. */
    public static final class Cursor {
        private final byte[] bytes;
        private int position;

        public Cursor(byte[] bytes, int position) {
            this.bytes = bytes;
            this.position = position;
        }

        /** Whether a field is left. */
        public boolean more() {
            return position <= bytes.length;
        }

        /** The bytes up to the next '|' or the end. */
        public byte[] next() {
            int end = position;
            while (end < bytes.length && bytes[end] != '|') {
                end++;
            }
            byte[] field = Arrays.copyOfRange(bytes, position, end);
            position = end + 1;
            return field;
        }

        /** All remaining bytes, '|' included. */
        public byte[] rest() {
            byte[] rest = more() ? Arrays.copyOfRange(bytes, position, bytes.length) : new byte[0];
            position = bytes.length + 1;
            return rest;
        }

        public String text(String name) throws WireException {
            byte[] field = next();
            if (field.length > WireLimits.IDENTIFIER_BYTES) {
                throw WireException.tooLarge(
                        "field " + name + ", in bytes,", field.length, WireLimits.IDENTIFIER_BYTES);
            }
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(field))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new WireException(WireException.Kind.BAD_VALUE, "field " + name + " is not UTF-8", e);
            }
        }
    }
}
