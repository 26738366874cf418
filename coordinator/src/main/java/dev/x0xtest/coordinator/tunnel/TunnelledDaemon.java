package dev.x0xtest.coordinator.tunnel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A daemon behind a tunnel that may be lost and come back. A call waits at most 30 s for the tunnel, and is repeated if
 * the loss cut it off. A send may therefore reach the daemon twice. That is safe for a coordinator, because runners
 * execute each of its commands once.
 */
final class TunnelledDaemon implements Daemon {
    private final Daemon daemon;
    private final SshTunnel tunnel;
    private final EventLoop loop;

    TunnelledDaemon(Daemon daemon, SshTunnel tunnel, EventLoop loop) {
        this.daemon = daemon;
        this.tunnel = tunnel;
        this.loop = loop;
    }

    @Override
    public CompletableFuture<Daemon.Health> health() {
        return held(daemon::health);
    }

    @Override
    public CompletableFuture<Daemon.AgentInfo> agent() {
        return held(daemon::agent);
    }

    @Override
    public CompletableFuture<List<Daemon.Peer>> peers() {
        return held(daemon::peers);
    }

    @Override
    public CompletableFuture<List<Daemon.DirectConnection>> directConnections() {
        return held(daemon::directConnections);
    }

    @Override
    public CompletableFuture<Daemon.SendResponse> send(SendRequest request) {
        return held(() -> daemon.send(request));
    }

    @Override
    public CompletableFuture<@Nullable Void> publish(String topic, byte[] payload) {
        return held(() -> daemon.publish(topic, payload));
    }

    @Override
    public CompletableFuture<String> subscribe(String topic) {
        return held(() -> daemon.subscribe(topic));
    }

    @Override
    public CompletableFuture<@Nullable Void> unsubscribe(String subscriptionId) {
        return held(() -> daemon.unsubscribe(subscriptionId));
    }

    @Override
    public CompletableFuture<Daemon.DmDiagnostics> dmDiagnostics() {
        return held(daemon::dmDiagnostics);
    }

    @Override
    public CompletableFuture<Daemon.HistoryPage> history(AgentId peer, int rows, @Nullable Long beforeId) {
        return held(() -> daemon.history(peer, rows, beforeId));
    }

    @Override
    public CompletableFuture<Daemon.Response> call(String method, String path, @Nullable ObjectNode body) {
        return held(() -> daemon.call(method, path, body));
    }

    @Override
    public void close() {
        daemon.close();
    }

    private <T extends @Nullable Object> CompletableFuture<T> held(Supplier<CompletableFuture<T>> call) {
        HeldCall<T> held = new HeldCall<>(call, tunnel, loop);
        if (loop.inEventLoop()) {
            held.start();
        } else {
            loop.execute(held::start);
        }
        return held.future();
    }

    /** Whether the connection was lost, as opposed to an error from the daemon. */
    static boolean cutOff(Throwable failure, boolean tunnelOpen) {
        return Causes.unwrapped(failure) instanceof DaemonException lost
                && (lost.kind() == DaemonException.Kind.DISCONNECTED
                        || (lost.kind() == DaemonException.Kind.UNAUTHORIZED && lost.status() == 0 && !tunnelOpen));
    }

    /** One call over a tunnel, repeated while the tunnel cuts it off. Confined to the event loop. */
    static final class HeldCall<T extends @Nullable Object> {
        private static final int MOST_TRIES = 8;
        private static final Duration HOLD = Duration.ofSeconds(30);

        /** Time to notice that ssh ended, or for a restarted x0xd to listen again. */
        private static final long PAUSE_MS = 250;

        private final Supplier<CompletableFuture<T>> call;
        private final SshTunnel tunnel;
        private final EventLoop loop;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private int tries;

        HeldCall(Supplier<CompletableFuture<T>> call, SshTunnel tunnel, EventLoop loop) {
            this.call = call;
            this.tunnel = tunnel;
            this.loop = loop;
        }

        CompletableFuture<T> future() {
            return future;
        }

        void start() {
            if (tunnel.isOpen()) {
                attempt();
                return;
            }
            Deadline limit = Deadline.after(loop, HOLD, () -> give("stayed down for " + HOLD.toSeconds() + " s"));
            tunnel.whenOpen().whenComplete((nothing, closed) -> {
                limit.cancel();
                if (closed != null) {
                    give("is closed");
                } else if (!future.isDone()) {
                    attempt();
                }
            });
        }

        private void attempt() {
            tries++;
            call.get().whenComplete((answer, failure) -> {
                if (failure == null) {
                    future.complete(answer);
                } else if (tries < MOST_TRIES && TunnelledDaemon.cutOff(failure, tunnel.isOpen())) {
                    loop.schedule(this::start, PAUSE_MS, TimeUnit.MILLISECONDS);
                } else {
                    future.completeExceptionally(failure);
                }
            });
        }

        private void give(String what) {
            future.completeExceptionally(
                    new DaemonException(DaemonException.Kind.DISCONNECTED, tunnel.name() + " " + what, null));
        }
    }
}
