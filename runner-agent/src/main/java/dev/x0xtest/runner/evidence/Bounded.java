package dev.x0xtest.runner.evidence;

import dev.x0xtest.daemon.Deadline;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for a call no longer than a bound: a daemon that hangs costs evidence and nothing else. */
final class Bounded {
    private Bounded() {}

    /**
     * Makes the call. Completes normally on the event loop within the bound: with null if the call failed or took longer. A
     * call that took longer is cancelled, which frees its connection.
     */
    static <T> CompletableFuture<@Nullable T> call(
            EventLoop loop, long limitNanos, Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> asked = call.get();
        CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
        Deadline limit = Deadline.afterNanos(loop, limitNanos, () -> {
            answer.complete(null);
            asked.cancel(false);
        });
        asked.whenComplete((value, error) -> {
            limit.cancel();
            answer.complete(error == null ? value : null);
        });
        return answer;
    }

    /** Waits for work that others wait for, too: it goes on after the bound. */
    static <T> CompletableFuture<@Nullable T> share(EventLoop loop, long limitNanos, CompletableFuture<T> shared) {
        if (shared.isDone()) {
            return shared.handle((value, error) -> value);
        }
        CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
        Deadline limit = Deadline.afterNanos(loop, limitNanos, () -> answer.complete(null));
        shared.whenComplete((value, error) -> {
            limit.cancel();
            answer.complete(value);
        });
        return answer;
    }
}
