package dev.x0xtest.coordinator.run.terms;

/**
 * The random payload of each hop. Only the sender and the receiver of a hop know it, so its digest in a receipt proves
 * that the hop was seen. A replay takes the digests from the journal and needs no payload.
 */
public interface Payloads {
    /** That many bytes, the same for the same id and number. */
    byte[] payload(String requestId, int bytes);

    /** SHA-256 of the payload, 64 hex characters. */
    String sha256(String requestId, int bytes);
}
