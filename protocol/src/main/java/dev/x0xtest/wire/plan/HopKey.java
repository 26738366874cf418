package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * K_ij: what source i signs its hops to destination j with. It is HMAC-SHA256(C_j, id_i), cut to 128 bits, where C_j is
 * the column key of j and id_i the 32 bytes of i's agent id: j makes the keys of its column from one secret, and a source
 * knows only those of its own row, so that it can forge no cell but its own. Immutable.
 */
public final class HopKey {
    /** Of a key and of a digest. */
    public static final int BYTES = 16;

    private final byte[] key;

    private HopKey(byte[] key) {
        this.key = key;
    }

    /** The key of a cell, made by who knows the column key. */
    public static HopKey of(byte[] columnKey, AgentId source) {
        return new HopKey(cut(HmacSha256.of(columnKey, HexFormat.of().parseHex(source.hex()))));
    }

    /**
     * Reads what {@link #hex} wrote.
     *
     * @throws IllegalArgumentException unless it is 32 lower-case hexadecimal characters
     */
    static HopKey ofHex(String hex) {
        return new HopKey(HexFormat.of().parseHex(PlanText.hex("a hop key", hex, 2 * BYTES)));
    }

    public String hex() {
        return HexFormat.of().formatHex(key);
    }

    /** HMAC-SHA256(K_ij, id ‖ {@code |} ‖ payload) cut to 128 bits, in 32 lower-case hexadecimal characters. */
    public String digest(HopId id, byte[] payload) {
        byte[] head = (id.text() + "|").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer message =
                ByteBuffer.allocate(head.length + payload.length).put(head).put(payload);
        return HexFormat.of().formatHex(cut(HmacSha256.of(key, message.array())));
    }

    /** Whether the digest is the one of these bytes; takes the same time wherever they differ. */
    public boolean verifies(HopId id, byte[] payload, String digest) {
        return MessageDigest.isEqual(
                digest(id, payload).getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, BYTES);
    }
}
