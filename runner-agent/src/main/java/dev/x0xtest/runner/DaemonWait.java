package dev.x0xtest.runner;

import dev.x0xtest.daemon.Backoff;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the daemon reports its identity. An absent or starting daemon and a wrong or unreadable token can be
 * repaired without a restart of the runner: the wait logs the first failure and retries with back-off. Confined to the
 * event loop.
 */
final class DaemonWait {
    private static final Logger log = LoggerFactory.getLogger(DaemonWait.class);

    private final String where;
    private final Daemon daemon;
    private final EventLoop loop;
    private final RandomGenerator random;
    private final Consumer<String> onFailedAttempt;
    private final CompletableFuture<Found> found = new CompletableFuture<>();
    private Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0);
    private String lastReason = "";

    /** The daemon's identity and state. */
    record Found(Daemon.AgentInfo agent, Daemon.Health health) {}

    /**
     * Creates the wait; {@link #start} begins it.
     *
     * @param onFailedAttempt called after each failed attempt with the reason
     */
    DaemonWait(String where, Daemon daemon, EventLoop loop, RandomGenerator random, Consumer<String> onFailedAttempt) {
        this.where = where;
        this.daemon = daemon;
        this.loop = loop;
        this.random = random;
        this.onFailedAttempt = onFailedAttempt;
    }

    /** Begins to wait. Cancelling the future ends the wait. */
    CompletableFuture<Found> start() {
        attempt();
        return found;
    }

    private void attempt() {
        if (found.isDone()) {
            return;
        }
        daemon.agent()
                .thenCompose(agent -> daemon.health().thenApply(health -> new Found(agent, health)))
                .whenComplete((answer, error) -> {
                    if (error == null) {
                        found.complete(answer);
                    } else {
                        failed(String.valueOf(Causes.unwrapped(error).getMessage()));
                    }
                });
    }

    private void failed(String reason) {
        onFailedAttempt.accept(reason);
        if (!reason.equals(lastReason)) {
            lastReason = reason;
            log.warn("waiting for x0xd at {}: {}", where, reason);
        }
        long delayNanos = backoff.delayNanos(random);
        backoff = backoff.failed();
        loop.schedule(this::attempt, delayNanos, TimeUnit.NANOSECONDS);
    }
}
