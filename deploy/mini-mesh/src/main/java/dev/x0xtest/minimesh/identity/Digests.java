package dev.x0xtest.minimesh.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.params.Blake3Parameters;

/** The digests from which x0xd derives its ids. */
public final class Digests {
    private Digests() {}

    /** SHA-256 over the concatenated parts. */
    public static Bytes sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return Bytes.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** BLAKE3 over the concatenated parts, 32 bytes of output. */
    public static Bytes blake3(byte[]... parts) {
        return finish(new Blake3Digest(256), parts);
    }

    /** BLAKE3 in key derivation mode, 32 bytes of output. */
    public static Bytes blake3DeriveKey(String context, byte[]... parts) {
        var digest = new Blake3Digest(256);
        digest.init(Blake3Parameters.context(Bytes.ofUtf8(context).array()));
        return finish(digest, parts);
    }

    private static Bytes finish(Blake3Digest digest, byte[]... parts) {
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] out = new byte[32];
        digest.doFinal(out, 0);
        return Bytes.of(out);
    }
}
