package dev.x0xtest.local.simulation.coordinator;

import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for the disk at once: virtual time must not depend on when a real disk answers. */
public record AwaitedJournal(Journal journal) implements Journal {
    @Override
    public void append(RunEvent event, long nowNanos) {
        journal.append(event, nowNanos);
    }

    @Override
    public void payload(String requestId, String sha256) {
        journal.payload(requestId, sha256);
    }

    @Override
    public CompletableFuture<@Nullable Void> persist() {
        journal.persist().join();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void release(String reason) {
        journal.release(reason);
    }

    @Override
    public void close() {
        journal.close();
    }
}
