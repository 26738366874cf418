package dev.x0xtest.coordinator.run.journal;

import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The append-only record of a run: its configuration, the digests of its payloads, and every event with its time. A
 * replay of it gives the same report, byte for byte. It holds no key and no token. Called on the driver's thread. A journal
 * that cannot be written never throws: a run goes on without it.
 */
public interface Journal extends AutoCloseable {
    /** Appends an event at a time of the run, in ns. */
    void append(RunEvent event, long nowNanos);

    /** Appends the digest of a payload, in 64 hex characters. */
    void payload(String requestId, String sha256);

    /** Completes when what was appended so far is on the disk, or the journal is lost. Never exceptionally, on any thread. */
    CompletableFuture<@Nullable Void> persist();

    /**
     * Nobody waits for the disk any longer. A journal whose records are written goes on, because only a fall of the host
     * can take them away; one whose records the disk did not even take is given up, for this reason.
     */
    void release(String reason);

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
            public CompletableFuture<@Nullable Void> persist() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void release(String reason) {}

            @Override
            public void close() {}
        };
    }
}
