package dev.x0xtest.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.rest.DaemonPaths;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The REST side of one x0xd. Methods may be called from any thread and never throw; the future completes on the event
 * loop and fails only with {@link DaemonException} or, when the caller cancelled it, {@code CancellationException}.
 * Every call ends within the deadline it was opened with.
 */
public interface Daemon extends AutoCloseable {

    CompletableFuture<Health> health();

    CompletableFuture<AgentInfo> agent();

    CompletableFuture<List<Peer>> peers();

    /** Live direct links by agent. */
    CompletableFuture<List<DirectConnection>> directConnections();

    /** Never sent twice by the client: a lost connection after the request was written is DISCONNECTED. */
    CompletableFuture<SendAnswer> send(SendRequest request);

    CompletableFuture<@Nullable Void> publish(String topic, byte[] payload);

    /** The new subscription's id; subscribing twice makes two subscriptions. */
    CompletableFuture<String> subscribe(String topic);

    /** A subscription the daemon does not know counts as removed. */
    CompletableFuture<@Nullable Void> unsubscribe(String subscriptionId);

    CompletableFuture<DmDiagnostics> dmDiagnostics();

    /**
     * Any other endpoint. An answer outside 2xx fails the future.
     *
     * @param path starts with a slash; build it with {@link DaemonPaths#of} when a part comes from outside
     */
    CompletableFuture<DaemonAnswer> call(String method, String path, @Nullable ObjectNode body);

    /** Fails what is under way with {@code CLOSED}; does not block. */
    @Override
    void close();
}
