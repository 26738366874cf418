package dev.x0xtest.local.mesh;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.SendRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A daemon that takes direct messages and answers each when the test says so. */
public final class SendOnlyDaemon implements Daemon {
    public final List<SendRequest> requests = new ArrayList<>();
    private CompletableFuture<Daemon.SendResponse> open = new CompletableFuture<>();

    /** The last request went by this path. */
    public void answer(String path) {
        open.complete(new Daemon.SendResponse(path, 0, "id", null, JsonNodeFactory.instance.objectNode()));
    }

    /** The last request failed. */
    public void refuse() {
        open.completeExceptionally(new IllegalStateException("refused"));
    }

    @Override
    public CompletableFuture<Daemon.SendResponse> send(SendRequest request) {
        requests.add(request);
        open = new CompletableFuture<>();
        return open;
    }

    @Override
    public CompletableFuture<Daemon.Health> health() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Daemon.AgentInfo> agent() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<Daemon.Peer>> peers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<Daemon.DirectConnection>> directConnections() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<@Nullable Void> publish(String topic, byte[] payload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<String> subscribe(String topic) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<@Nullable Void> unsubscribe(String subscriptionId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Daemon.DmDiagnostics> dmDiagnostics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Daemon.Response> call(String method, String path, @Nullable ObjectNode body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
