package dev.x0xtest.daemon.stream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Detects that a stream has been silent for too long. Confined to the event loop; uses one timer, rescheduled lazily.
 */
final class IdleWatch {
    private final EventLoop loop;
    private final Ticker ticker;
    private final Runnable dead;
    private long limitNanos;
    private long touchedAtNanos;
    private @Nullable Future<?> timer;

    IdleWatch(EventLoop loop, Ticker ticker, Runnable dead) {
        this.loop = loop;
        this.ticker = ticker;
        this.dead = dead;
    }

    /** Restarts the watch with this limit. */
    void start(Duration limit) {
        stop();
        limitNanos = limit.toNanos();
        touch();
        schedule(limitNanos);
    }

    void touch() {
        touchedAtNanos = ticker.nanoTime();
    }

    void stop() {
        Future<?> present = timer;
        timer = null;
        if (present != null) {
            present.cancel(false);
        }
    }

    private void schedule(long delayNanos) {
        timer = loop.schedule(this::check, delayNanos, TimeUnit.NANOSECONDS);
    }

    private void check() {
        long leftNanos = touchedAtNanos + limitNanos - ticker.nanoTime();
        if (leftNanos > 0) {
            schedule(leftNanos);
        } else {
            timer = null;
            dead.run();
        }
    }
}
