package dev.x0xtest.minimesh.identity;

import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * The ML-DSA-65 key pair of an agent or a machine. Signs deterministically and with an empty context, as x0xd does.
 * Thread-safe.
 */
public final class SigningKey {
    /** Length of a public key. */
    static final int PUBLIC_KEY_BYTES = 1952;
    /** Length of an expanded secret key (FIPS 204). */
    static final int SECRET_KEY_BYTES = 4032;

    private static final byte[] ID_DOMAIN = Bytes.ofUtf8("AUTONOMI_PEER_ID_V2:").array();

    private final MLDSAPrivateKeyParameters secret;
    private final Bytes publicKey;
    private final String id;

    private SigningKey(MLDSAPrivateKeyParameters secret, Bytes publicKey) {
        this.secret = secret;
        this.publicKey = publicKey;
        this.id = idOf(publicKey);
    }

    /** Derives a key pair from 32 bytes of seed. */
    public static SigningKey ofSeed(Bytes seed) {
        if (seed.length() != 32) {
            throw new IllegalArgumentException("an ML-DSA seed has 32 bytes, not " + seed.length());
        }
        var secret = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, seed.array());
        return new SigningKey(secret, Bytes.of(secret.getPublicKey()));
    }

    /** A key pair from the bytes of a key file. Throws {@link IllegalArgumentException} for a wrong length. */
    static SigningKey ofEncoded(Bytes publicKey, Bytes secretKey) {
        if (publicKey.length() != PUBLIC_KEY_BYTES || secretKey.length() != SECRET_KEY_BYTES) {
            throw new IllegalArgumentException("not an ML-DSA-65 key pair");
        }
        var known = new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, publicKey.array());
        return new SigningKey(
                new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, secretKey.array(), known), publicKey);
    }

    /** The id of a public key: 64 lower case hexadecimal characters. */
    public static String idOf(Bytes publicKey) {
        return Digests.sha256(ID_DOMAIN, publicKey.array()).hex();
    }

    public static boolean verifies(Bytes publicKey, byte[] message, Bytes signature) {
        if (publicKey.length() != PUBLIC_KEY_BYTES) {
            return false;
        }
        var verifier = new MLDSASigner();
        verifier.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, publicKey.array()));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature.array());
    }

    String id() {
        return id;
    }

    public Bytes publicKey() {
        return publicKey;
    }

    /** The expanded secret key, for the key file only. */
    Bytes secretKey() {
        return Bytes.of(secret.getEncoded());
    }

    public Bytes sign(byte[] message) {
        var signer = new MLDSASigner();
        signer.init(true, secret);
        signer.update(message, 0, message.length);
        try {
            return Bytes.of(signer.generateSignature());
        } catch (CryptoException e) {
            throw new IllegalStateException("ML-DSA-65 cannot fail to sign", e);
        }
    }
}
