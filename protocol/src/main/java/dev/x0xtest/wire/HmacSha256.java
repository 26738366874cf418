package dev.x0xtest.wire;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256, RFC 2104, as Java has it. */
public final class HmacSha256 {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PROVIDER = "SunJCE";

    private HmacSha256() {}

    /** The 32 bytes; {@code key} is of any length but none. */
    public static byte[] of(byte[] key, byte[] message) {
        try {
            Mac mac = mac();
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Asked for by provider, because without one Java looks through every jar for the providers that stand before it. */
    private static Mac mac() throws NoSuchAlgorithmException {
        try {
            return Mac.getInstance(ALGORITHM, PROVIDER);
        } catch (NoSuchProviderException e) {
            return Mac.getInstance(ALGORITHM);
        }
    }
}
