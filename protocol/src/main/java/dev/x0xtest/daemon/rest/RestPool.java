package dev.x0xtest.daemon.rest;

import dev.x0xtest.daemon.Dialer;
import io.netty.handler.codec.http.HttpClientCodec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keep-alive connections to one daemon, bounded in number, and the calls that wait for one in first-in-first-out
 * order. Confined to the event loop.
 */
final class RestPool {
    private final Dialer dialer;
    private final RestOptions options;
    private final Deque<RestConnection> idle = new ArrayDeque<>();
    private final Set<RestCall<?>> waiting = new LinkedHashSet<>();
    private final Set<RestCall<?>> calls = new LinkedHashSet<>();
    private final Set<RestConnection> connections = new LinkedHashSet<>();
    private boolean closed;

    RestPool(Dialer dialer, RestOptions options) {
        this.dialer = dialer;
        this.options = options;
    }

    /**
     * Ends in exactly one of the call's {@code connected}, {@code notConnected}, {@code queueFull} or
     * {@code clientClosed}.
     */
    void acquire(RestCall<?> call) {
        calls.add(call);
        RestConnection ready = active();
        if (closed) {
            call.clientClosed();
        } else if (ready != null) {
            call.connected(ready);
        } else if (connections.size() < options.maxConnections()) {
            dial(call);
        } else if (waiting.size() < options.maxWaiting()) {
            waiting.add(call);
        } else {
            call.queueFull(waiting.size());
        }
    }

    private @Nullable RestConnection active() {
        RestConnection candidate = idle.pollLast();
        while (candidate != null && !candidate.isActive()) {
            candidate = idle.pollLast();
        }
        return candidate;
    }

    private void dial(RestCall<?> call) {
        RestConnection connection = new RestConnection(this, options.maxAnswerBytes());
        connections.add(connection);
        dialer.dial(new HttpClientCodec(), connection).addListener(dialled -> {
            if (!dialled.isSuccess()) {
                connections.remove(connection);
                call.notConnected(dialled.cause());
                next();
            } else if (closed) {
                connection.close();
            } else if (call.isDone()) {
                release(connection);
            } else {
                call.connected(connection);
            }
        });
    }

    /** The connection is free for another call. */
    void release(RestConnection connection) {
        if (closed) {
            connection.close();
            return;
        }
        idle.addLast(connection);
        next();
    }

    /** The connection was closed. */
    void gone(RestConnection connection) {
        idle.remove(connection);
        if (connections.remove(connection)) {
            next();
        }
    }

    /** Closes all idle connections: after one turned out to be closed, the others probably are too. */
    void dropIdle() {
        List.copyOf(idle).forEach(RestConnection::close);
    }

    /** The call has ended. */
    void forget(RestCall<?> call) {
        calls.remove(call);
        waiting.remove(call);
    }

    private void next() {
        if (closed || waiting.isEmpty()) {
            return;
        }
        RestCall<?> first = waiting.iterator().next();
        waiting.remove(first);
        acquire(first);
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        List.copyOf(calls).forEach(RestCall::clientClosed);
        List.copyOf(connections).forEach(RestConnection::close);
    }
}
