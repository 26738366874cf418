package dev.x0xtest.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@link Daemon} over HTTP: a bounded pool of keep-alive connections, requests never pipelined. */
public final class RestDaemon implements Daemon {
    private RestDaemon() {}

    /** Opens nothing yet; the first call connects. */
    public static RestDaemon open(DaemonAddress address, TokenSource token, EventLoop loop, RestOptions options) {
        return Pending.body();
    }

    @Override
    public CompletableFuture<Health> health() {
        return Pending.body();
    }

    @Override
    public CompletableFuture<AgentInfo> agent() {
        return Pending.body();
    }

    @Override
    public CompletableFuture<List<Peer>> peers() {
        return Pending.body();
    }

    @Override
    public CompletableFuture<List<DirectConnection>> directConnections() {
        return Pending.body();
    }

    @Override
    public CompletableFuture<SendAnswer> send(SendRequest request) {
        return Pending.body();
    }

    @Override
    public CompletableFuture<@Nullable Void> publish(String topic, byte[] payload) {
        return Pending.body();
    }

    @Override
    public CompletableFuture<String> subscribe(String topic) {
        return Pending.body();
    }

    @Override
    public CompletableFuture<@Nullable Void> unsubscribe(String subscriptionId) {
        return Pending.body();
    }

    @Override
    public CompletableFuture<DmDiagnostics> dmDiagnostics() {
        return Pending.body();
    }

    @Override
    public CompletableFuture<DaemonAnswer> call(String method, String path, @Nullable ObjectNode body) {
        return Pending.body();
    }

    @Override
    public void close() {
        Pending.body();
    }
}
