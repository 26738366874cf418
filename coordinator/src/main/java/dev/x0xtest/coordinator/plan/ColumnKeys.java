package dev.x0xtest.coordinator.plan;

import dev.x0xtest.wire.AgentId;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of a run's columns, all made from one that nobody else knows and that is written down nowhere: runners check
 * the digests, so a replay needs none of it. Immutable.
 */
public final class ColumnKeys {
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    private ColumnKeys(byte[] secret) {
        this.secret = secret;
    }

    /** For a run that really takes place; {@code random} must be unpredictable. */
    public static ColumnKeys drawn(RandomGenerator random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new ColumnKeys(secret);
    }

    /** For a replay, in which nothing is signed. */
    public static ColumnKeys none() {
        return new ColumnKeys(new byte[BYTES]);
    }

    /** The 32 bytes of C_j: HMAC-SHA256(secret, run ‖ {@code |} ‖ id_j). */
    byte[] of(String run, AgentId destination) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal((run + "|" + destination.hex()).getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
