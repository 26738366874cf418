package dev.x0xtest.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.DaemonException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Carries pubsub calls out in memory and remembers them; answers nothing else. */
public final class RecordingDaemon implements Daemon {
    public final List<String> calls = new ArrayList<>();
    public final List<String> published = new ArrayList<>();
    public boolean down;
    private int subscriptions;

    private <T> CompletableFuture<T> answer(T value) {
        return down
                ? CompletableFuture.failedFuture(new DaemonException(Kind.DISCONNECTED, "down", null))
                : CompletableFuture.completedFuture(value);
    }

    @Override
    public CompletableFuture<@Nullable Void> publish(String topic, byte[] payload) {
        published.add(topic);
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        done.complete(null);
        return done;
    }

    @Override
    public CompletableFuture<String> subscribe(String topic) {
        calls.add("subscribe " + topic);
        subscriptions++;
        return answer("id" + subscriptions);
    }

    @Override
    public CompletableFuture<@Nullable Void> unsubscribe(String subscriptionId) {
        calls.add("unsubscribe " + subscriptionId);
        return answer("").thenAccept(ignored -> {});
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
    public CompletableFuture<Daemon.SendResponse> send(SendRequest request) {
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
