package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.Deadline;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;

/**
 * Detects that a stream has been silent for too long. Confined to the event loop; uses one timer, rescheduled lazily.
 */
final class IdleWatch {
    private final Ticker ticker;
    private final Runnable dead;
    private final Deadline timer;
    private long limitNanos;
    private long touchedAtNanos;

    IdleWatch(EventLoop loop, Ticker ticker, Runnable dead) {
        this.timer = new Deadline(loop);
        this.ticker = ticker;
        this.dead = dead;
    }

    /** Restarts the watch with this limit. */
    void start(Duration limit) {
        limitNanos = limit.toNanos();
        touch();
        timer.setNanos(limitNanos, this::check);
    }

    void touch() {
        touchedAtNanos = ticker.nanoTime();
    }

    void stop() {
        timer.cancel();
    }

    private void check() {
        long leftNanos = touchedAtNanos + limitNanos - ticker.nanoTime();
        if (leftNanos > 0) {
            timer.setNanos(leftNanos, this::check);
        } else {
            dead.run();
        }
    }
}
