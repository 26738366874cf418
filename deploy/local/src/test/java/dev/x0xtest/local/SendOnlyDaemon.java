package dev.x0xtest.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.AgentInfo;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAnswer;
import dev.x0xtest.daemon.DirectConnection;
import dev.x0xtest.daemon.DmDiagnostics;
import dev.x0xtest.daemon.Health;
import dev.x0xtest.daemon.Peer;
import dev.x0xtest.daemon.SendAnswer;
import dev.x0xtest.daemon.SendRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A daemon that takes direct messages and answers each when the test says so. */
public final class SendOnlyDaemon implements Daemon {
    public final List<SendRequest> requests = new ArrayList<>();
    private CompletableFuture<SendAnswer> open = new CompletableFuture<>();

    /** The last request went by this path. */
    public void answer(String path) {
        open.complete(new SendAnswer(path, 0, "id", null, JsonNodeFactory.instance.objectNode()));
    }

    /** The last request failed. */
    public void refuse() {
        open.completeExceptionally(new IllegalStateException("refused"));
    }

    @Override
    public CompletableFuture<SendAnswer> send(SendRequest request) {
        requests.add(request);
        open = new CompletableFuture<>();
        return open;
    }

    @Override
    public CompletableFuture<Health> health() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<AgentInfo> agent() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<Peer>> peers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<DirectConnection>> directConnections() {
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
    public CompletableFuture<DmDiagnostics> dmDiagnostics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<DaemonAnswer> call(String method, String path, @Nullable ObjectNode body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
