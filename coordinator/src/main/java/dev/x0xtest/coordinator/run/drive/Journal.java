package dev.x0xtest.coordinator.run.drive;

import dev.x0xtest.coordinator.run.terms.RunEvent;

/**
 * The append-only record of a run: its configuration, the digests of its payloads, and every event with its time. A
 * replay of it gives the same report, byte for byte. It holds no key and no token. Called on the driver's thread.
 */
public interface Journal extends AutoCloseable {
    /** Appends an event at a time of the run, in ns. */
    void append(RunEvent event, long nowNanos);

    /** Appends the digest of a payload, in 64 hex characters, before the event that uses it. */
    void payload(String requestId, String sha256);

    @Override
    void close();

    /** A journal that drops everything. */
    static Journal none() {
        return new Journal() {
            @Override
            public void append(RunEvent event, long nowNanos) {}

            @Override
            public void payload(String requestId, String sha256) {}

            @Override
            public void close() {}
        };
    }
}
