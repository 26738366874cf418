package dev.x0xtest.runner.links;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.Deadline;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Looks at the daemon's connections three times a minute, as long as the runner lives: two daemons of one identity take turns of
 * about a minute. Puts a look off, once, while a run sends its hops, and makes one call at a time. Confined to the event loop.
 */
public final class LinkWatch implements AutoCloseable {
    /** So often; the begin of each turn is known that exactly. */
    static final Duration BETWEEN = Duration.ofSeconds(20);
    /** A runner that has just started has other work. */
    static final Duration FIRST = Duration.ofSeconds(3);

    private final Daemon daemon;
    private final EventLoop loop;
    private final LinkLog log;
    private final BooleanSupplier busy;
    private final Deadline next;
    private boolean asking;
    private boolean late;

    /**
     * A watch that has not begun.
     *
     * @param log takes what the daemon answers
     * @param busy whether a look would disturb now
     */
    public LinkWatch(Daemon daemon, EventLoop loop, LinkLog log, BooleanSupplier busy) {
        this.daemon = daemon;
        this.loop = loop;
        this.log = log;
        this.busy = busy;
        this.next = new Deadline(loop);
    }

    /** Looks for the first time after three seconds, then again and again until {@link #close}. */
    public void start() {
        next.set(FIRST, this::again);
    }

    private void again() {
        look();
        next.set(BETWEEN, this::again);
    }

    private void look() {
        boolean putOff = busy.getAsBoolean() && !late;
        late = putOff;
        if (asking || putOff) {
            return;
        }
        asking = true;
        long askedNanos = loop.ticker().nanoTime();
        daemon.call("GET", "/diagnostics/connectivity", null).whenComplete((answer, failure) -> {
            asking = false;
            if (failure == null) {
                log.take(answer.body(), askedNanos, loop.ticker().nanoTime());
            }
        });
    }

    @Override
    public void close() {
        next.cancel();
    }
}
