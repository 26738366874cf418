package dev.x0xtest.minimesh;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Calls into an event loop from another thread and waits for the result, with a deadline. */
record LoopCalls(EventLoop loop) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Runs the task on the loop and waits for its result. */
    <T> T call(Callable<T> task) {
        Future<T> future = loop.submit(task);
        await(future);
        return future.getNow();
    }

    /** Waits for a future that completes on the loop. Its failure becomes an {@link IllegalStateException}. */
    void await(Future<?> future) {
        await(future, PATIENCE, "the stand-in's event loop does not answer");
    }

    /** Waits for a future that completes on the loop; {@code what} says what a time-out means. */
    void await(Future<?> future, Duration patience, String what) {
        if (!future.awaitUninterruptibly(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(what + " within " + patience.toSeconds() + " s");
        }
        if (!future.isSuccess()) {
            throw new IllegalStateException(future.cause().getMessage(), future.cause());
        }
    }
}
