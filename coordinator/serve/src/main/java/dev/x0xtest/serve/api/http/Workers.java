package dev.x0xtest.serve.api.http;

import dev.x0xtest.serve.api.message.Problem;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads for what may wait, before a bounded queue. Any thread. */
final class Workers implements AutoCloseable {
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;

    Workers(int most, int waiting) {
        threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                new DefaultThreadFactory("api-worker", true));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs the task soon.
     *
     * @throws Problem 503 if too many wait
     */
    void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw Problem.later(1, "too many requests wait");
        }
    }

    /** What waits is dropped; what runs is interrupted. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
