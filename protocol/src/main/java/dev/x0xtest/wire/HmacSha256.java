package dev.x0xtest.wire;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104) from the Java platform. */
public final class HmacSha256 {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PROVIDER = "SunJCE";

    private HmacSha256() {}

    /** Returns the 32-byte code of the message. The key must not be empty. */
    public static byte[] of(byte[] key, byte[] message) {
        try {
            Mac mac = mac();
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Names the provider: otherwise Java searches every jar for providers that have priority over it. */
    private static Mac mac() throws NoSuchAlgorithmException {
        try {
            return Mac.getInstance(ALGORITHM, PROVIDER);
        } catch (NoSuchProviderException e) {
            return Mac.getInstance(ALGORITHM);
        }
    }
}
