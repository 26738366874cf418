package dev.x0xtest.serve.watch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns the daemon's state. A defect in a step is told and ends nothing. Any thread. */
final class SerialLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SerialLoop.class);
    private static final long CLOSE_SECONDS = 5;

    private final ScheduledExecutorService thread;
    private @Nullable Future<?> timer;

    /** Takes what runs one task after the other; closed with the loop. */
    SerialLoop(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    /** One on a thread of its own. */
    static SerialLoop onThread() {
        return new SerialLoop(Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "x0xtest-watch")));
    }

    ScheduledExecutorService executor() {
        return thread;
    }

    /** After the end nothing is done. */
    void call(Runnable step) {
        try {
            thread.execute(() -> guarded(step));
        } catch (RejectedExecutionException e) {
            log.debug("after the end", e);
        }
    }

    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            log.error("the daemon's loop", e);
        }
    }

    void every(long seconds, Runnable step) {
        thread.scheduleWithFixedDelay(() -> guarded(step), 0, seconds, TimeUnit.SECONDS);
    }

    /** Once, after so long, in the place of what was to come; on the loop itself. */
    void arm(Duration delay, Runnable step) {
        Future<?> before = timer;
        if (before != null) {
            before.cancel(false);
        }
        if (!thread.isShutdown()) {
            timer = thread.schedule(() -> guarded(step), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Does what waits already, for five seconds at most. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
