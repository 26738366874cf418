package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * K_ij, the key with which source i authenticates its hops to destination j: HMAC-SHA256(C_j, id_i) cut to 128 bits.
 * C_j is the column key of j; id_i is the 32-byte agent id of i. Destination j derives the keys of its column from one
 * secret. A source knows the keys of its own row only, so it can forge no other cell. Immutable.
 * {@code docs/protocol.md}, section Plans.
 */
public final class HopKey {
    /** Bytes of a key, and of a digest. */
    public static final int BYTES = 16;

    private final byte[] key;

    private HopKey(byte[] key) {
        this.key = key;
    }

    /** Derives the key of a cell from the destination's column key. */
    public static HopKey of(byte[] columnKey, AgentId source) {
        return new HopKey(cut(HmacSha256.of(columnKey, HexFormat.of().parseHex(source.hex()))));
    }

    /**
     * Reads the form that {@link #hex} writes.
     *
     * @throws IllegalArgumentException unless it is 32 lower-case hexadecimal characters
     */
    static HopKey ofHex(String hex) {
        return new HopKey(HexFormat.of().parseHex(PlanText.hex("a hop key", hex, 2 * BYTES)));
    }

    public String hex() {
        return HexFormat.of().formatHex(key);
    }

    /** HMAC-SHA256(K_ij, id ‖ {@code |} ‖ payload) cut to 128 bits, as 32 lower-case hexadecimal characters. */
    public String digest(HopId id, byte[] payload) {
        byte[] head = (id.text() + "|").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer message =
                ByteBuffer.allocate(head.length + payload.length).put(head).put(payload);
        return HexFormat.of().formatHex(cut(HmacSha256.of(key, message.array())));
    }

    /** Whether the digest is right for this id and payload; compares in constant time. */
    public boolean verifies(HopId id, byte[] payload, String digest) {
        return MessageDigest.isEqual(
                digest(id, payload).getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, BYTES);
    }
}
