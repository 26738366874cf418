package dev.x0xtest.minimesh;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** From any other thread to an event loop and back, with a deadline. */
record LoopCalls(EventLoop loop) {
    private static final long PATIENCE_SECONDS = 10;

    /** Runs the task on the loop and waits for its result. */
    <T> T call(Callable<T> task) {
        Future<T> future = loop.submit(task);
        await(future);
        return future.getNow();
    }

    /** Waits for something that happens on the loop; its failure becomes an {@link IllegalStateException}. */
    void await(Future<?> future) {
        if (!future.awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the stand-in's event loop does not answer");
        }
        if (!future.isSuccess()) {
            throw new IllegalStateException(future.cause().getMessage(), future.cause());
        }
    }
}
