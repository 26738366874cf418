package dev.x0xtest.minimesh;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Calls into an event loop from another thread and waits for the result, with a deadline. */
record LoopCalls(EventLoop loop) {
    private static final long PATIENCE_SECONDS = 10;

    /** Runs the task on the loop and waits for its result. */
    <T> T call(Callable<T> task) {
        Future<T> future = loop.submit(task);
        await(future);
        return future.getNow();
    }

    /** Waits for a future that completes on the loop. Its failure becomes an {@link IllegalStateException}. */
    void await(Future<?> future) {
        if (!future.awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the stand-in's event loop does not answer");
        }
        if (!future.isSuccess()) {
            throw new IllegalStateException(future.cause().getMessage(), future.cause());
        }
    }
}
