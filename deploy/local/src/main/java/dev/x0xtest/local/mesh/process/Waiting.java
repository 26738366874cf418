package dev.x0xtest.local.mesh.process;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.Causes;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits with a deadline. A timeout fails with a one-line message. */
public final class Waiting {
    private static final long INTERVAL_MILLIS = 20;

    private Waiting() {}

    /** Waits for the future and returns its result. */
    public static <T> T forResult(CompletableFuture<T> future, Duration patience, String what)
            throws InterruptedException {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Causes.unwrapped(e);
            throw cause instanceof EnvironmentException line
                    ? line
                    : new EnvironmentException(what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new EnvironmentException(what + ": not within " + patience.toSeconds() + " s", e);
        }
    }

    /** Polls until the answer is true. A failed poll fails the future; cancelling it stops the polling. */
    public static CompletableFuture<@Nullable Void> until(
            EventLoop loop, Supplier<CompletableFuture<Boolean>> question) {
        CompletableFuture<@Nullable Void> yes = new CompletableFuture<>();
        loop.execute(() -> ask(loop, question, yes));
        return yes;
    }

    private static void ask(
            EventLoop loop, Supplier<CompletableFuture<Boolean>> question, CompletableFuture<@Nullable Void> yes) {
        if (yes.isDone()) {
            return;
        }
        question.get().whenComplete((answer, failure) -> {
            if (failure != null) {
                yes.completeExceptionally(failure);
            } else if (answer) {
                yes.complete(null);
            } else {
                loop.schedule(() -> ask(loop, question, yes), INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }
}
