package dev.x0xtest.daemon;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A timer that holds at most one task. A task that was cancelled or replaced does not run, even if its time has passed.
 * Confined to the event loop, which also runs the task.
 */
public final class Deadline {
    private final EventLoop loop;
    private @Nullable Future<?> timer;

    /** Creates a timer without a task. */
    public Deadline(EventLoop loop) {
        this.loop = loop;
    }

    /** Creates a timer and sets its task. */
    public static Deadline after(EventLoop loop, Duration delay, Runnable task) {
        return afterNanos(loop, delay.toNanos(), task);
    }

    /** Creates a timer and sets its task. */
    public static Deadline afterNanos(EventLoop loop, long delayNanos, Runnable task) {
        Deadline deadline = new Deadline(loop);
        deadline.setNanos(delayNanos, task);
        return deadline;
    }

    /** Runs the task once after the delay, in place of the task that was set before. */
    public void set(Duration delay, Runnable task) {
        setNanos(delay.toNanos(), task);
    }

    /** Runs the task once after the delay, in place of the task that was set before. */
    public void setNanos(long delayNanos, Runnable task) {
        cancel();
        timer = loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Drops the task, if there is one; another can be set later. */
    public void cancel() {
        Future<?> present = timer;
        timer = null;
        if (present != null) {
            present.cancel(false);
        }
    }
}
