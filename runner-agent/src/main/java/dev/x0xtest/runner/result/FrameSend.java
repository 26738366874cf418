package dev.x0xtest.runner.result;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends one frame: tries one route after another until one works or the deadline passes. If the daemon cannot be
 * reached at all, it retries the same route. Confined to the event loop.
 */
final class FrameSend {
    private static final long CALL_NANOS = 15_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Daemon daemon;
    private final EventLoop loop;
    private final AgentId to;
    private final byte[] frame;
    private final List<Plane> routes;
    private final @Nullable Integer rawAckMs;
    private final long deadlineNanos;
    private final CompletableFuture<Plane> done = new CompletableFuture<>();
    private int next;
    private String lastError = "no time left";

    FrameSend(
            Daemon daemon,
            EventLoop loop,
            AgentId to,
            byte[] frame,
            List<Plane> routes,
            @Nullable Integer rawAckMs,
            long deadlineNanos) {
        this.daemon = daemon;
        this.loop = loop;
        this.to = to;
        this.frame = frame;
        this.routes = routes;
        this.rawAckMs = rawAckMs;
        this.deadlineNanos = deadlineNanos;
    }

    /** The route that worked, or {@link ResultDelivery.DeliveryException}. */
    CompletableFuture<Plane> start() {
        attempt();
        return done;
    }

    private void attempt() {
        long leftNanos = deadlineNanos - loop.ticker().nanoTime();
        if (next >= routes.size() || leftNanos <= 0) {
            done.completeExceptionally(new ResultDelivery.DeliveryException(lastError));
            return;
        }
        Plane route = routes.get(next);
        CompletableFuture<Daemon.SendResponse> call = ResultDelivery.guarded(
                () -> daemon.send(SendRequest.control(route, to, frame, rawAckMs == null ? 0 : rawAckMs)));
        Deadline limit = Deadline.afterNanos(
                loop,
                Math.min(CALL_NANOS, leftNanos),
                () -> call.completeExceptionally(
                        new DaemonException(DaemonException.Kind.TIMEOUT, "no answer from x0xd in time", null)));
        call.whenComplete((answer, error) -> {
            limit.cancel();
            if (error == null) {
                done.complete(route);
            } else {
                failed(route, error);
            }
        });
    }

    private void failed(Plane route, Throwable error) {
        lastError = route + ": " + error.getMessage();
        if (error instanceof DaemonException failure && daemonIsAway(failure.kind())) {
            loop.schedule(this::attempt, PAUSE_NANOS, TimeUnit.NANOSECONDS);
            return;
        }
        next++;
        attempt();
    }

    private static boolean daemonIsAway(DaemonException.Kind kind) {
        return kind == DaemonException.Kind.DISCONNECTED || kind == DaemonException.Kind.UNAUTHORIZED;
    }
}
