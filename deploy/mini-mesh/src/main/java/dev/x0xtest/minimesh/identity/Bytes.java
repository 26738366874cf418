package dev.x0xtest.minimesh.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Immutable bytes with value equality, for records and map keys. */
public final class Bytes {
    /** An empty sequence. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** Wraps {@code content} without a copy: the caller must not change it afterwards. */
    public static Bytes of(byte[] content) {
        return new Bytes(content);
    }

    public static Bytes ofUtf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Parses lower or upper case hexadecimal. Throws {@link IllegalArgumentException} for other input. */
    public static Bytes ofHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    /** The bytes themselves, not a copy. The caller must not change them. */
    public byte[] array() {
        return content;
    }

    public int length() {
        return content.length;
    }

    public boolean startsWith(Bytes prefix) {
        return content.length >= prefix.content.length
                && Arrays.equals(content, 0, prefix.content.length, prefix.content, 0, prefix.content.length);
    }

    public String hex() {
        return HexFormat.of().formatHex(content);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Bytes[" + content.length + "]";
    }
}
