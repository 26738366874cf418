package dev.x0xtest.coordinator.run.drive;

import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.terms.RunEvent;

/**
 * The append-only record of a run: its configuration, the digests of its payloads and every event with its time. Fed to
 * a new {@link RunState} it gives the same report, byte for byte. It holds no key and no token.
 */
public interface Journal extends AutoCloseable {
    void append(RunEvent event, long nowNanos);

    void payload(String requestId, String sha256);

    @Override
    void close();

    /** A run that keeps no record. */
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
