package dev.x0xtest.coordinator.run.plans;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * The keys of a run's columns, derived from one random secret. The secret is never written: runners verify the hops, so
 * a replay needs no key. Immutable.
 */
public final class ColumnKeys {
    private static final int BYTES = 32;

    private final byte[] secret;

    private ColumnKeys(byte[] secret) {
        this.secret = secret;
    }

    /** Keys for a real run; {@code random} must be unpredictable. */
    public static ColumnKeys drawn(RandomGenerator random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new ColumnKeys(secret);
    }

    /** Keys for a replay, in which no hop is sent. */
    public static ColumnKeys none() {
        return new ColumnKeys(new byte[BYTES]);
    }

    /** The 32 bytes of C_j: HMAC-SHA256(secret, run ‖ {@code |} ‖ id_j). */
    byte[] of(String run, AgentId destination) {
        return HmacSha256.of(secret, (run + "|" + destination.hex()).getBytes(StandardCharsets.US_ASCII));
    }
}
