package dev.x0xtest.coordinator.run.terms;

/**
 * The random payload of each hop. Only the sender and the receiver of a hop know it, so its digest in a receipt proves
 * that the hop was seen. A replay takes the digests from the journal and needs no payload.
 */
public interface Payloads {
    /** The same bytes for the same id. */
    byte[] payload(String requestId);

    /** SHA-256 of the payload, 64 hex characters. */
    String sha256(String requestId);
}
