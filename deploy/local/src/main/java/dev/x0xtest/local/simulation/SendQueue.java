package dev.x0xtest.local.simulation;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.rest.RestOptions;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The sends of one client: so many in flight, others wait in order, and both within the limits of the real client. */
final class SendQueue {
    private final RestOptions limits;
    private final EventLoop loop;
    private final Function<SendRequest, CompletableFuture<Daemon.SendResponse>> send;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int underWay;

    private record Waiting(SendRequest request, CompletableFuture<Daemon.SendResponse> answer) {}

    SendQueue(RestOptions limits, EventLoop loop, Function<SendRequest, CompletableFuture<Daemon.SendResponse>> send) {
        this.limits = limits;
        this.loop = loop;
        this.send = send;
    }

    CompletableFuture<Daemon.SendResponse> send(SendRequest request) {
        if (waiting.size() >= limits.maxWaiting()) {
            return CompletableFuture.failedFuture(
                    failure(DaemonException.Kind.BACKPRESSURE, "client_queue_full", "too many calls wait"));
        }
        CompletableFuture<Daemon.SendResponse> answer = new CompletableFuture<>();
        waiting.add(new Waiting(request, answer));
        next();
        if (!answer.isDone() && underWay >= limits.maxConnections()) {
            expire(answer);
        }
        return answer;
    }

    /** Forgets what waits. */
    void clear() {
        waiting.clear();
    }

    private void expire(CompletableFuture<Daemon.SendResponse> answer) {
        Future<?> late = loop.schedule(
                () -> answer.completeExceptionally(late()), limits.deadline().toNanos(), TimeUnit.NANOSECONDS);
        answer.whenComplete((response, failure) -> late.cancel(false));
    }

    /** The failure of a call that the daemon does not answer in time. */
    static DaemonException late() {
        return failure(DaemonException.Kind.TIMEOUT, "client_timeout", "no answer in time");
    }

    private static DaemonException failure(DaemonException.Kind kind, String code, String message) {
        return new DaemonException(kind, 0, code, "", "", null, message, null);
    }

    private void next() {
        while (underWay < limits.maxConnections() && !waiting.isEmpty()) {
            Waiting turn = waiting.remove();
            if (turn.answer().isDone()) {
                continue;
            }
            underWay++;
            send.apply(turn.request()).whenComplete((answer, failure) -> {
                underWay--;
                if (failure == null) {
                    turn.answer().complete(answer);
                } else {
                    turn.answer().completeExceptionally(failure);
                }
                next();
            });
        }
    }
}
