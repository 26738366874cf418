package dev.x0xtest.coordinator.run.drive;

import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.wire.Hex;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Derives each payload from the run's secret and gives its digest to the journal, once. A payload is base64url text, so
 * that a party that handles hops as text does not corrupt it; 48 bytes give 64 characters. A coordinator that goes on with
 * the run has the same payloads.
 */
public final class SecretPayloads implements Payloads {
    private final RunSecret secret;
    private final BiConsumer<String, String> drawn;
    private final Map<String, String> digests = new HashMap<>();

    /** {@code drawn} takes the id and the digest of each payload, once. */
    public SecretPayloads(RunSecret secret, BiConsumer<String, String> drawn) {
        this.secret = secret;
        this.drawn = drawn;
    }

    @Override
    public byte[] payload(String requestId, int bytes) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (int block = 0; raw.size() * 4 < bytes * 3; block++) {
            raw.writeBytes(secret.derive("payload|" + requestId + "|" + block));
        }
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(raw.toByteArray());
        return text.substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String sha256(String requestId, int bytes) {
        return digests.computeIfAbsent(requestId, id -> {
            String sha256 = Hex.sha256(payload(id, bytes));
            drawn.accept(id, sha256);
            return sha256;
        });
    }
}
