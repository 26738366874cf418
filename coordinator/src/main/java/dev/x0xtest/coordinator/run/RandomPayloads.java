package dev.x0xtest.coordinator.run;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws each payload once. The text is base64url, so that it survives a party that reads a hop as text; 48 random bytes
 * make 64 characters.
 */
public final class RandomPayloads implements Payloads {
    private final RandomGenerator random;
    private final int bytes;
    private final Journal journal;
    private final Map<String, byte[]> drawn = new HashMap<>();

    /** Payloads of that many bytes, at least 16. */
    public RandomPayloads(RandomGenerator random, int bytes, Journal journal) {
        this.random = random;
        this.bytes = bytes;
        this.journal = journal;
    }

    @Override
    public byte[] payload(String requestId) {
        return drawn.computeIfAbsent(requestId, this::draw);
    }

    @Override
    public String sha256(String requestId) {
        return sha256(payload(requestId));
    }

    private byte[] draw(String requestId) {
        byte[] raw = new byte[(bytes * 3 + 3) / 4];
        random.nextBytes(raw);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
        byte[] payload = text.substring(0, Math.min(bytes, text.length())).getBytes(StandardCharsets.US_ASCII);
        journal.payload(requestId, sha256(payload));
        return payload;
    }

    private static String sha256(byte[] payload) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
