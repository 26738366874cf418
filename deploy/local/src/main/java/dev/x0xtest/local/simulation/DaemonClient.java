package dev.x0xtest.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One party's client of a simulated daemon, with a limited number of connections. Answers come on the party's loop. */
final class DaemonClient implements Daemon {
    static final RestOptions LIMITS = RestOptions.defaults();

    private final SimulatedDaemon daemon;
    private final SimulatedMesh mesh;
    private final SendQueue queue;
    private final EventLoop loop;

    DaemonClient(SimulatedDaemon daemon, SimulatedMesh mesh, int connections, EventLoop loop) {
        this.daemon = daemon;
        this.mesh = mesh;
        this.loop = loop;
        this.queue = new SendQueue(
                LIMITS.withMaxConnections(connections),
                mesh.loop(),
                request -> daemon.called(mesh.deliver(daemon, request)));
    }

    /** The answer to a call that concerns this daemon alone. */
    private <T> CompletableFuture<T> local(Supplier<T> value) {
        return posted(daemon.up() ? daemon.called(mesh.answered(value, daemon.localNanos())) : daemon.refused());
    }

    /** The answer on the caller's loop. */
    private <T> CompletableFuture<T> posted(CompletableFuture<T> answer) {
        if (loop == mesh.loop()) {
            return answer;
        }
        CompletableFuture<T> later = new CompletableFuture<>();
        answer.whenComplete((value, failure) -> loop.execute(() -> {
            if (failure == null) {
                later.complete(value);
            } else {
                later.completeExceptionally(failure);
            }
        }));
        return later;
    }

    @Override
    public CompletableFuture<Daemon.SendResponse> send(SendRequest request) {
        return posted(daemon.up() ? queue.send(request) : daemon.refused());
    }

    @Override
    public CompletableFuture<Daemon.Health> health() {
        int peers = mesh.size() - 1;
        return local(() -> new Daemon.Health(SimulatedDaemon.VERSION, peers, peers, daemon.uptimeSecs(), "healthy"));
    }

    @Override
    public CompletableFuture<Daemon.AgentInfo> agent() {
        return local(() -> new Daemon.AgentInfo(daemon.self(), daemon.machine()));
    }

    @Override
    public CompletableFuture<Daemon.DmDiagnostics> dmDiagnostics() {
        return local(() -> new Daemon.DmDiagnostics(
                daemon.evicted(), daemon.incoming(), SimulatedEndpoints.counters(daemon.incoming(), daemon.evicted())));
    }

    @Override
    public CompletableFuture<Daemon.HistoryPage> history(AgentId peer, int rows, @Nullable Long beforeId) {
        return local(() -> new Daemon.HistoryPage(List.of(), null, 0));
    }

    @Override
    public CompletableFuture<String> subscribe(String topic) {
        return local(() -> mesh.topics().subscribe(daemon.index(), topic));
    }

    @Override
    public CompletableFuture<@Nullable Void> unsubscribe(String subscriptionId) {
        mesh.topics().unsubscribe(daemon.index(), subscriptionId);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<@Nullable Void> publish(String topic, byte[] payload) {
        mesh.topics().publish(daemon.self(), topic, payload);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<List<Daemon.Peer>> peers() {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<List<Daemon.DirectConnection>> directConnections() {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<Daemon.Response> call(String method, String path, @Nullable ObjectNode body) {
        return local(() -> new Daemon.Response(200, mesh.answer(daemon, path)));
    }

    /** What waits is never sent; what is under way goes on. */
    @Override
    public void close() {
        queue.clear();
    }
}
