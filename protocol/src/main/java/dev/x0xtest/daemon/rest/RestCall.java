package dev.x0xtest.daemon.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonErrors;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DaemonException.Kind;
import dev.x0xtest.daemon.DaemonJson;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.daemon.TokenSource;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call from its start to its end, first waiting for a connection, then using one. Confined to the event loop,
 * except for its future.
 */
final class RestCall<T extends @Nullable Object> {
    private final RestRequest request;
    private final TokenSource tokens;
    private final RestPool pool;
    private final EventLoop loop;
    private final Function<Daemon.Response, T> reader;
    private final Deadline deadline;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    private @Nullable RestConnection connection;
    private String token = "";
    private boolean authRetried;
    private boolean staleRetried;

    RestCall(
            RestRequest request,
            TokenSource tokens,
            RestPool pool,
            EventLoop loop,
            Function<Daemon.Response, T> reader) {
        this.request = request;
        this.tokens = tokens;
        this.pool = pool;
        this.loop = loop;
        this.deadline = new Deadline(loop);
        this.reader = reader;
    }

    CompletableFuture<T> future() {
        return future;
    }

    boolean isDone() {
        return future.isDone();
    }

    /** Starts the call, which has this long from here. */
    void start(Duration limit) {
        deadline.set(limit, () -> timedOut(limit));
        if (isDone()) {
            ended(); // cancelled before it started
            return;
        }
        try {
            token = tokens.current();
        } catch (TokenSource.TokenException e) {
            fail(Kind.UNAUTHORIZED, Causes.text(e), e);
            return;
        }
        pool.acquire(this);
    }

    /** The pool assigns a connection. */
    void connected(RestConnection ready) {
        connection = ready;
        ready.exchange(this, request.toHttp(token));
    }

    /**
     * The whole answer arrived.
     *
     * @param reason reason phrase of the status line
     */
    void answered(int status, String reason, boolean json, byte[] body) {
        connection = null;
        if (status != 401 || authRetried) {
            finished(status, reason, json, body);
            return;
        }
        authRetried = true;
        tokens.replacementFor(token)
                .thenAccept(other -> onLoop(() -> {
                    if (isDone()) {
                        return; // the deadline was sooner
                    }
                    if (other.isPresent()) {
                        token = other.get();
                        pool.acquire(this);
                    } else {
                        finished(status, reason, json, body);
                    }
                }));
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void finished(int status, String reason, boolean json, byte[] body) {
        Optional<JsonNode> parsed = json ? DaemonJson.parse(body) : Optional.of(text(body));
        if (status / 100 != 2) {
            fail(DaemonErrors.from(status, reason, parsed.orElseGet(() -> text(body)), request.toString()));
        } else if (parsed.isEmpty()) {
            unreadable("the answer is not the JSON it says it is");
        } else {
            succeed(new Daemon.Response(status, parsed.get()));
        }
    }

    private void succeed(Daemon.Response answer) {
        T value;
        try {
            value = reader.apply(answer);
        } catch (DaemonException e) {
            fail(e.kind(), Causes.text(e), e);
            return;
        }
        ended();
        future.complete(value);
    }

    private static JsonNode text(byte[] body) {
        return TextNode.valueOf(new String(body, StandardCharsets.UTF_8));
    }

    void unreadable(String reason) {
        connection = null;
        fail(Kind.MALFORMED_ANSWER, reason, null);
    }

    /**
     * The connection was lost.
     *
     * @param reused whether it had carried an earlier call: then the daemon may have closed it while it was idle
     * @param answerBegun whether part of the answer had arrived
     */
    void lost(boolean reused, boolean answerBegun, @Nullable Throwable cause) {
        connection = null;
        if (reused && !answerBegun && !staleRetried && request.repeatable() && !isDone()) {
            staleRetried = true;
            pool.dropIdle();
            pool.acquire(this);
        } else {
            disconnected("the connection was lost before the answer was complete", true, cause);
        }
    }

    void notConnected(@Nullable Throwable cause) {
        disconnected("cannot connect", false, cause);
    }

    private void disconnected(String what, boolean written, @Nullable Throwable cause) {
        String reason = cause == null ? what : what + ": " + Causes.text(cause);
        fail(Kind.DISCONNECTED, reason, new DaemonException.Disconnected(reason, written, cause));
    }

    private void timedOut(Duration limit) {
        fail(Kind.TIMEOUT, "no answer within " + limit.toMillis() + " ms", null);
    }

    void queueFull(int waiting) {
        String message = request + ": " + waiting + " calls are waiting already";
        fail(new DaemonException(Kind.BACKPRESSURE, 0, "client_queue_full", "", "", null, message, null));
    }

    void badRequest() {
        fail(Kind.BAD_REQUEST, "not a valid HTTP method or path", null);
    }

    void clientClosed() {
        fail(Kind.CLOSED, "the client was closed", null);
    }

    private void fail(Kind kind, String reason, @Nullable Throwable cause) {
        fail(new DaemonException(kind, request + ": " + reason, cause));
    }

    private void fail(DaemonException failure) {
        ended();
        future.completeExceptionally(failure);
    }

    /** Releases timer and connection; also called when the caller cancels. */
    void ended() {
        deadline.cancel();
        pool.forget(this);
        RestConnection used = connection;
        connection = null;
        if (used != null) {
            used.abandon();
        }
    }
}
