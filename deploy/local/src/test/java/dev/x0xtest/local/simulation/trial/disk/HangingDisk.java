package dev.x0xtest.local.simulation.trial.disk;

import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The journal on a disk that hangs: nobody is told that anything was written, until they stop waiting for it. */
final class HangingDisk implements Journal {
    private final CompletableFuture<@Nullable Void> awaited = new CompletableFuture<>();

    @Override
    public void append(RunEvent event, long nowNanos) {}

    @Override
    public void payload(String requestId, String sha256) {}

    @Override
    public CompletableFuture<@Nullable Void> persist() {
        return awaited;
    }

    @Override
    public void release(String reason) {
        awaited.complete(null);
    }

    @Override
    public void close() {}
}
