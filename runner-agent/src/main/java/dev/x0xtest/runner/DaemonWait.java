package dev.x0xtest.runner;

import dev.x0xtest.daemon.Backoff;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.daemon.stream.ConnectionLifecycle;
import dev.x0xtest.daemon.stream.ConnectionState;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the daemon reports its identity. An absent or starting daemon and a wrong or unreadable token can be
 * repaired without a restart of the runner, so the wait tries again. Its life is a {@link ConnectionLifecycle}: OPEN
 * means found. Confined to the event loop.
 */
final class DaemonWait {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0);
    private static final Duration AUTH_RETRY = Duration.ofSeconds(30);
    private static final Duration LIVED = Duration.ofSeconds(10);

    private final Daemon daemon;
    private final EventLoop loop;
    private final Consumer<String> onFailedAttempt;
    private final ConnectionLifecycle lifecycle;
    private final Deadline timer;
    private final CompletableFuture<Found> found = new CompletableFuture<>();
    private @Nullable CompletableFuture<?> asked;

    /** The daemon's identity and state. */
    record Found(Daemon.AgentInfo agent, Daemon.Health health) {}

    /**
     * Creates the wait; {@link #start} begins it.
     *
     * @param where the daemon's address, for the log
     * @param onFailedAttempt called after each failed attempt with the reason
     */
    DaemonWait(String where, Daemon daemon, EventLoop loop, RandomGenerator random, Consumer<String> onFailedAttempt) {
        this.daemon = daemon;
        this.loop = loop;
        this.onFailedAttempt = onFailedAttempt;
        this.timer = new Deadline(loop);
        this.lifecycle =
                new ConnectionLifecycle("x0xd at " + where, BACKOFF, AUTH_RETRY, LIVED, random, (state, reason) -> {});
    }

    /** Begins to wait; call it once. {@link #close} cancels the future. */
    CompletableFuture<Found> start() {
        lifecycle.begin();
        attempt("started");
        return found;
    }

    private void attempt(String reason) {
        lifecycle.transition(ConnectionState.CONNECTING, now(), reason);
        CompletableFuture<Daemon.AgentInfo> agent = daemon.agent();
        asked = agent;
        agent.thenCompose(info -> {
                    CompletableFuture<Daemon.Health> health = daemon.health();
                    asked = health;
                    return health.thenApply(state -> new Found(info, state));
                })
                .whenComplete((answer, error) -> {
                    if (lifecycle.state() != ConnectionState.CONNECTING) {
                        return; // closed meanwhile
                    }
                    if (error == null) {
                        lifecycle.transition(
                                ConnectionState.OPEN,
                                now(),
                                "agent " + answer.agent().agentId().short8());
                        found.complete(answer);
                    } else {
                        failed(Causes.unwrapped(error));
                    }
                });
    }

    private void failed(Throwable error) {
        String reason = String.valueOf(error.getMessage());
        long delayNanos = lifecycle.failed(retry(error), now(), reason);
        timer.setNanos(delayNanos, () -> attempt("back-off over"));
        onFailedAttempt.accept(reason);
    }

    /** A call that was refused has read the token again once. A token that is not there yet may come with its daemon. */
    private static ConnectionLifecycle.RetryClass retry(Throwable error) {
        boolean refused = error instanceof DaemonException answer
                && answer.kind() == DaemonException.Kind.UNAUTHORIZED
                && answer.status() != 0;
        return refused ? ConnectionLifecycle.RetryClass.AUTH : ConnectionLifecycle.RetryClass.TRANSIENT;
    }

    /** Ends the wait, or what it found; idempotent. */
    void close() {
        if (lifecycle.state() == ConnectionState.CLOSED) {
            return;
        }
        lifecycle.transition(ConnectionState.CLOSING, now(), "closed by its owner");
        timer.cancel();
        CompletableFuture<?> pending = asked;
        if (pending != null) {
            pending.cancel(false);
        }
        found.cancel(false);
        lifecycle.transition(ConnectionState.CLOSED, now(), "done");
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
