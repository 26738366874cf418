package dev.x0xtest.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Returns the exception of a failed future, and asserts that nothing wraps it. */
public final class FailedCalls {
    private FailedCalls() {}

    public static DaemonException of(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        var unused = future.whenComplete((value, failure) -> seen.set(failure));
        assertThat(seen.get()).as("not wrapped").isInstanceOf(DaemonException.class);
        return (DaemonException) seen.get();
    }

    public static DaemonException.Disconnected lostBy(CompletableFuture<?> future) {
        if (of(future).getCause() instanceof DaemonException.Disconnected lost) {
            return lost;
        }
        throw new AssertionError("not disconnected", of(future));
    }
}
