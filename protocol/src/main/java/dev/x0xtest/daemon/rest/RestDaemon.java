package dev.x0xtest.daemon.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DaemonException.Kind;
import dev.x0xtest.daemon.DaemonJson;
import dev.x0xtest.daemon.Dialer;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.EventLoop;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link Daemon} over HTTP/1.1: a bounded pool of keep-alive connections without pipelining. A GET on a kept connection
 * that turns out to be closed is repeated once on a new one. After a 401 a request is repeated once with another token.
 * No other request is sent twice.
 */
public final class RestDaemon implements Daemon {
    private static final byte[] NO_BODY = {};

    private final DaemonAddress address;
    private final TokenSource token;
    private final EventLoop loop;
    private final RestOptions options;
    private final RestPool pool;
    private long succeeded;
    /** Failed calls by kind; null: none has failed. */
    private @Nullable Map<Kind, Long> failed;

    RestDaemon(DaemonAddress address, TokenSource token, EventLoop loop, RestOptions options, Dialer dialer) {
        this.address = address;
        this.token = token;
        this.loop = loop;
        this.options = options;
        this.pool = new RestPool(dialer, options);
    }

    /** Creates the client; the first call connects. */
    public static RestDaemon open(DaemonAddress address, TokenSource token, EventLoop loop, RestOptions options) {
        return open(address, token, loop, options, new Dialer.Tcp(address, loop));
    }

    /** Creates the client over connections of this dialer; the first call connects. */
    public static RestDaemon open(
            DaemonAddress address, TokenSource token, EventLoop loop, RestOptions options, Dialer dialer) {
        return new RestDaemon(address, token, loop, options, dialer);
    }

    @Override
    public CompletableFuture<Daemon.Health> health() {
        return read("/health", ResponseReader::health);
    }

    @Override
    public CompletableFuture<Daemon.AgentInfo> agent() {
        return read("/agent", ResponseReader::agent);
    }

    @Override
    public CompletableFuture<List<Daemon.Peer>> peers() {
        return read("/peers", ResponseReader::peers);
    }

    @Override
    public CompletableFuture<List<Daemon.DirectConnection>> directConnections() {
        return read("/direct/connections", ResponseReader::connections);
    }

    @Override
    public CompletableFuture<Daemon.DmDiagnostics> dmDiagnostics() {
        return read("/diagnostics/dm", ResponseReader::dmDiagnostics);
    }

    @Override
    public CompletableFuture<Daemon.SendResponse> send(SendRequest request) {
        return exchange("POST", "/direct/send", SendBody.of(request), ResponseReader::send);
    }

    @Override
    public CompletableFuture<@Nullable Void> publish(String topic, byte[] payload) {
        ObjectNode body = DaemonJson.object()
                .put("topic", topic)
                .put("payload", Base64.getEncoder().encodeToString(payload));
        return exchange("POST", "/publish", body, RestDaemon::nothing);
    }

    @Override
    public CompletableFuture<String> subscribe(String topic) {
        return exchange("POST", "/subscribe", DaemonJson.object().put("topic", topic), ResponseReader::subscriptionId);
    }

    @Override
    public CompletableFuture<@Nullable Void> unsubscribe(String subscriptionId) {
        CompletableFuture<@Nullable Void> removed = new CompletableFuture<>();
        var unused = exchange("DELETE", DaemonPaths.of("subscribe", subscriptionId), null, RestDaemon::nothing)
                .whenComplete((done, failure) -> {
                    boolean gone = failure instanceof DaemonException refused && refused.kind() == Kind.NOT_FOUND;
                    if (failure == null || gone) {
                        removed.complete(null);
                    } else {
                        removed.completeExceptionally(failure);
                    }
                });
        return removed;
    }

    @Override
    public CompletableFuture<Daemon.HistoryPage> history(AgentId peer, int rows, @Nullable Long beforeId) {
        String path = "/history?scope=dm:" + peer.hex() + "&limit=" + rows;
        return read(beforeId == null ? path : path + "&before_id=" + beforeId, ResponseReader::history);
    }

    @Override
    public CompletableFuture<Daemon.Response> call(String method, String path, @Nullable ObjectNode body) {
        return exchange(method, path, body, Function.identity());
    }

    @Override
    public void close() {
        try {
            onLoop(pool::close);
        } catch (RejectedExecutionException e) {
            return; // the event loop has ended, and with it the connections
        }
    }

    private static @Nullable Void nothing(Daemon.Response answer) {
        return null;
    }

    private <T> CompletableFuture<T> read(String path, Function<Daemon.Response, T> reader) {
        return exchange("GET", path, null, reader);
    }

    private <T extends @Nullable Object> CompletableFuture<T> exchange(
            String method, String path, @Nullable ObjectNode body, Function<Daemon.Response, T> reader) {
        byte[] bytes = body == null ? NO_BODY : DaemonJson.bytes(body);
        RestRequest request = new RestRequest(address.authority(), method, path, bytes);
        RestCall<T> call = new RestCall<>(request, token, pool, loop, reader);
        if (request.wellFormed()) {
            begin(call);
        } else {
            call.badRequest();
        }
        return call.future();
    }

    private void begin(RestCall<?> call) {
        try {
            onLoop(() -> call.start(options.deadline()));
        } catch (RejectedExecutionException e) {
            call.clientClosed(); // the event loop has ended
        }
        var unused = call.future().whenComplete((answer, failure) -> {
            count(failure);
            if (call.future().isCancelled()) {
                onLoop(call::ended);
            }
        });
    }

    /** A call that was cancelled counts as nothing: its caller knows. */
    private synchronized void count(@Nullable Throwable failure) {
        if (failure == null) {
            succeeded++;
        } else if (failure instanceof DaemonException known) {
            Map<Kind, Long> counts = failed == null ? new EnumMap<>(Kind.class) : failed;
            counts.merge(known.kind(), 1L, Long::sum);
            failed = counts;
        }
    }

    /** Calls since this client was opened, by how they ended: {@code ok}, or the kind of the failure in lower case. */
    public synchronized Map<String, Long> calls() {
        Map<String, Long> all = new HashMap<>();
        all.put("ok", succeeded);
        if (failed != null) {
            failed.forEach((kind, count) -> all.put(kind.name().toLowerCase(Locale.ROOT), count));
        }
        return all;
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
