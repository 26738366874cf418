package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.wire.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The secret of a run: the keys of its columns and the payloads of its hops are derived from it. It is in no journal and no
 * report. Immutable.
 */
public final class RunSecret {
    private static final int BYTES = 32;

    private final byte[] secret;

    private RunSecret(byte[] secret) {
        this.secret = secret;
    }

    /** A new secret; {@code random} must be unpredictable. */
    public static RunSecret drawn(RandomGenerator random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new RunSecret(secret);
    }

    /** For a replay, in which nothing is sent. */
    public static RunSecret none() {
        return new RunSecret(new byte[BYTES]);
    }

    /**
     * The secret that {@link #hex} gave.
     *
     * @throws IllegalArgumentException unless it is 64 hex characters
     */
    public static RunSecret of(String hex) {
        byte[] secret = HexFormat.of().parseHex(hex);
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a run's secret has " + 2 * BYTES + " hex characters");
        }
        return new RunSecret(secret);
    }

    /** For the file that keeps it, and nothing else. */
    public String hex() {
        return HexFormat.of().formatHex(secret);
    }

    /** The 32 bytes for this purpose: HMAC-SHA256(secret, purpose). */
    public byte[] derive(String purpose) {
        return HmacSha256.of(secret, purpose.getBytes(StandardCharsets.US_ASCII));
    }
}
