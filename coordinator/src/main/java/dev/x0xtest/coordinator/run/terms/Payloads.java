package dev.x0xtest.coordinator.run.terms;

/**
 * The random payload of each hop. Only who sent or received the hop can know it, so its digest in a receipt proves the
 * sighting. A replay knows the digests from the journal and needs no bytes.
 */
public interface Payloads {
    /** The same bytes for the same id. */
    byte[] payload(String requestId);

    /** SHA-256 of the payload, 64 hex characters. */
    String sha256(String requestId);
}
