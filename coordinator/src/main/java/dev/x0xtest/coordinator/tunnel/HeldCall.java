package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.daemon.DaemonException;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call over a tunnel, made again as long as the tunnel cuts it off. Confined to the event loop. */
final class HeldCall<T extends @Nullable Object> {
    private static final int MOST_TRIES = 8;
    private static final long HOLD_SECONDS = 30;

    /** For the end of ssh to be noticed, or an x0xd that has just closed its end to come back. */
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
        Future<?> limit = loop.schedule(() -> give("the ssh tunnel stayed down"), HOLD_SECONDS, TimeUnit.SECONDS);
        tunnel.whenOpen().whenComplete((nothing, closed) -> {
            limit.cancel(false);
            if (closed != null) {
                give("the ssh tunnel is closed");
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

    private void give(String why) {
        future.completeExceptionally(new DaemonException(DaemonException.Kind.DISCONNECTED, why, null));
    }
}
