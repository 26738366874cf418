package dev.x0xtest.runner;

import dev.x0xtest.daemon.Backoff;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.action.Failures;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the daemon to say who it is. Absent, starting, a wrong or unreadable token: all of that can come right without
 * this runner being started anew, so it is said once and tried again. Confined to the event loop.
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

    /** A daemon that answers. */
    record Found(Daemon.AgentInfo agent, Daemon.Health health) {}

    /**
     * Waits for nothing yet.
     *
     * @param onFailedAttempt told after each attempt why it failed
     */
    DaemonWait(String where, Daemon daemon, EventLoop loop, RandomGenerator random, Consumer<String> onFailedAttempt) {
        this.where = where;
        this.daemon = daemon;
        this.loop = loop;
        this.random = random;
        this.onFailedAttempt = onFailedAttempt;
    }

    /** Cancel it to stop waiting. */
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
                        failed(String.valueOf(Failures.unwrapped(error).getMessage()));
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
