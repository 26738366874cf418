package dev.x0xtest.coordinator.run.drive;

import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.wire.Hex;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws each payload once and writes its digest to the journal. A payload is base64url text, so that a party that
 * handles hops as text does not corrupt it; 48 random bytes give 64 characters.
 */
public final class RandomPayloads implements Payloads {
    private final RandomGenerator random;
    private final int bytes;
    private final Journal journal;
    private final Map<String, Drawn> drawn = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // looked up by id; nobody compares two
    private record Drawn(byte[] payload, String sha256) {}

    /** Payloads of {@code bytes} bytes, at least 16. */
    public RandomPayloads(RandomGenerator random, int bytes, Journal journal) {
        this.random = random;
        this.bytes = bytes;
        this.journal = journal;
    }

    @Override
    public byte[] payload(String requestId) {
        return drawn.computeIfAbsent(requestId, this::draw).payload();
    }

    @Override
    public String sha256(String requestId) {
        return drawn.computeIfAbsent(requestId, this::draw).sha256();
    }

    private Drawn draw(String requestId) {
        byte[] raw = new byte[(bytes * 3 + 3) / 4];
        random.nextBytes(raw);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
        byte[] payload = text.substring(0, Math.min(bytes, text.length())).getBytes(StandardCharsets.US_ASCII);
        String sha256 = Hex.sha256(payload);
        journal.payload(requestId, sha256);
        return new Drawn(payload, sha256);
    }
}
