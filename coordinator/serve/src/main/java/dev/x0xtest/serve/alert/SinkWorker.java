package dev.x0xtest.serve.alert;

import dev.x0xtest.daemon.Backoff;
import dev.x0xtest.serve.alert.sink.Sink;
import dev.x0xtest.serve.alert.sink.SinkException;
import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.Delivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one sink: sends what is due, tries again with back-off, and refreshes what lasts. */
final class SinkWorker implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(SinkWorker.class);
    private static final int MOST_DOUBLINGS = 30;
    private static final long LONGEST_WAIT_MS = 60_000;
    private static final long REFILL_MS = 600_000;

    private final Sink sink;
    private final AlertBacklog backlog;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final AlertTimes times;
    private final Thread thread;

    // Guarded by this.
    private final Outbox outbox = new Outbox();
    private List<Alert> standing = List.of();
    private long aliveMs;
    private boolean closed;

    // Of the thread.
    private long refreshedMs;
    private long refilledMs;
    private int failures;

    SinkWorker(Sink sink, AlertBacklog backlog, InstantSource clock, RandomGenerator random, AlertTimes times) {
        this.sink = sink;
        this.backlog = backlog;
        this.clock = clock;
        this.random = random;
        this.times = times;
        aliveMs = clock.millis();
        thread = new Thread(this, "alert-" + sink.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    String name() {
        return sink.name();
    }

    void offer(Delivery delivery) {
        Outbox.Offer offer;
        synchronized (this) {
            offer = outbox.offer(delivery);
            notifyAll();
        }
        if (offer == Outbox.Offer.SUPERSEDED) {
            backlog.delivered(delivery);
        }
    }

    synchronized void standing(List<Alert> alerts) {
        standing = List.copyOf(alerts);
    }

    synchronized void alive(long nowMs) {
        aliveMs = nowMs;
    }

    synchronized int waiting() {
        return outbox.size();
    }

    /** Ends it; what is under way is given up. */
    synchronized void close() {
        closed = true;
        notifyAll();
        thread.interrupt();
    }

    void join(Duration most) throws InterruptedException {
        thread.join(most.toMillis());
    }

    @Override
    public void run() {
        try {
            while (step()) {
                // Until it is closed.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean step() throws InterruptedException {
        Optional<Delivery> next;
        synchronized (this) {
            for (long idle = idleMs(clock.millis()); idle > 0; idle = idleMs(clock.millis())) {
                wait(idle);
            }
            if (closed) {
                return false;
            }
            next = outbox.next(clock.millis());
        }
        if (next.isPresent()) {
            send(next.get());
        } else {
            refill();
        }
        refresh();
        return true;
    }

    /** How long there is nothing to do; 0: there is something now. */
    private long idleMs(long now) {
        if (closed) {
            return 0;
        }
        OptionalLong due = outbox.nextMs();
        long most = Math.min(LONGEST_WAIT_MS, Math.min(refreshInMs(now), refillInMs(now)));
        return Math.max(0, due.isPresent() ? Math.min(most, due.getAsLong() - now) : most);
    }

    private long refreshInMs(long now) {
        long every = sink.refreshEvery().toMillis();
        // A clock that was set back must not end the refreshing.
        return every == 0 ? Long.MAX_VALUE : refreshedMs > now ? 0 : refreshedMs + every - now;
    }

    /** Now and then too: what was refused may have reached the history only later. */
    private long refillInMs(long now) {
        return outbox.wantsMore() || refilledMs > now ? 0 : refilledMs + REFILL_MS - now;
    }

    private void refill() {
        synchronized (this) {
            long now = clock.millis();
            if (refillInMs(now) > 0) {
                return;
            }
            refilledMs = now;
        }
        List<Delivery> waiting = backlog.waiting(sink.name(), Outbox.MOST);
        synchronized (this) {
            outbox.refill(waiting, waiting.size() >= Outbox.MOST);
        }
    }

    private void send(Delivery delivery) throws InterruptedException {
        try {
            sink.send(delivery.alert());
            taken(delivery);
        } catch (SinkException e) {
            failed(delivery, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A defect of ours must not end the thread; its words may hold anything.
            failed(delivery, "a defect: " + e.getClass().getSimpleName());
        }
    }

    private void taken(Delivery delivery) {
        if (failures > 0) {
            log.info("alerts arrive again sink={} failures={}", sink.name(), failures);
            failures = 0;
        }
        synchronized (this) {
            outbox.done(delivery);
        }
        backlog.delivered(delivery);
    }

    private void failed(Delivery delivery, String reason) {
        if (failures++ == 0) {
            log.warn("an alert was not taken and is tried again sink={} reason={}", sink.name(), reason);
        }
        int attempts = delivery.attempts() + 1;
        long now = clock.millis();
        if (now - delivery.alert().atMs() > times.giveUp().toMillis()) {
            log.warn(
                    "an alert is given up sink={} alert={}",
                    sink.name(),
                    delivery.alert().id());
            synchronized (this) {
                outbox.done(delivery);
            }
            backlog.delivered(delivery);
            return;
        }
        Backoff backoff = new Backoff(times.shortest(), times.longest(), Math.min(attempts, MOST_DOUBLINGS));
        long next = now + Duration.ofNanos(backoff.delayNanos(random)).toMillis();
        Delivery later = new Delivery(delivery.sink(), delivery.alert(), attempts, next);
        synchronized (this) {
            outbox.later(later);
        }
        backlog.postponed(later);
    }

    /** Only while the daemon's own loop lives: the silence of that loop is what has to be noticed. */
    private void refresh() throws InterruptedException {
        List<Alert> lasting;
        long now = clock.millis();
        synchronized (this) {
            if (refreshInMs(now) > 0) {
                return;
            }
            refreshedMs = now;
            lasting = standing;
            if (now - aliveMs > times.silence().toMillis()) {
                return;
            }
        }
        try {
            sink.refresh(lasting);
        } catch (SinkException e) {
            log.debug("what lasts was not taken sink={} reason={}", sink.name(), e.getMessage());
        }
    }
}
