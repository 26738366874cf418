package dev.x0xtest.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.runner.RunnerLinks;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.json.WireJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A simulated x0xd as its runner sees it: healthy, without topics, and as fast as its host. Each party gets its own
 * connections from {@link #client}.
 */
final class SimulatedDaemon {
    static final String VERSION = "0.48.1";

    private static final long LOCAL_NANOS = 500_000L;
    private static final String MACHINE = "dd".repeat(32);

    private final SimulatedMesh mesh;
    private final AgentId self;
    private final HostModel host;
    private final int index;
    private final Processor processor = new Processor();
    private final List<EventQueue> subscribers = new ArrayList<>();
    private final Map<Long, Integer> hopsBySecond = new HashMap<>();
    private long incoming;
    private int subscriptions;

    SimulatedDaemon(SimulatedMesh mesh, AgentId self, HostModel host) {
        this.mesh = mesh;
        this.self = self;
        this.host = host;
        this.index = mesh.add(this);
    }

    /** Place among the daemons of the mesh, from 0. */
    int index() {
        return index;
    }

    AgentId self() {
        return self;
    }

    void attach(StreamListener<DirectMessage> listener) {
        subscribers.add(new EventQueue(host, mesh.loop(), listener));
        mesh.at(mesh.nowNanos() + LOCAL_NANOS, () -> opened(listener));
    }

    /** Stops the daemon's process for this long. What is sent to it meanwhile waits. */
    void freeze(Duration time) {
        processor.freeze(mesh.nowNanos() + time.toNanos());
    }

    /** The most hops that reached this host in one second of virtual time. */
    int busiestSecond() {
        return hopsBySecond.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Events that subscribers lost. */
    long evicted() {
        return subscribers.stream().mapToLong(EventQueue::evicted).sum();
    }

    private static void opened(StreamListener<?> listener) {
        listener.onState(ConnectionState.NEW, "created");
        listener.onState(ConnectionState.CONNECTING, "started");
        listener.onState(ConnectionState.OPEN, "attached");
    }

    /** Takes up a message to send; returns when it leaves. */
    long sent(int bytes) {
        return processor.done(mesh.nowNanos(), host.sendNanos(bytes));
    }

    /**
     * Receives a message from the mesh and passes it to the subscribers.
     *
     * @param lost whether it is acknowledged and never shown
     * @return when it is acknowledged
     */
    long received(AgentId from, byte[] payload, boolean hop, boolean lost) {
        if (hop) {
            hopsBySecond.merge(mesh.nowNanos() / 1_000_000_000L, 1, Integer::sum);
        }
        long doneNanos = processor.done(mesh.nowNanos(), host.receiveNanos(payload.length));
        if (!lost) {
            mesh.at(doneNanos, () -> {
                incoming++;
                DirectMessage message = new DirectMessage(from, MACHINE, payload, 0, true, "accept", false);
                subscribers.forEach(subscriber -> subscriber.add(message));
            });
        }
        return doneNanos;
    }

    /** A client with a limited number of connections. Further sends wait, as in the real client. */
    Daemon client(int connections) {
        return new Client(connections);
    }

    RunnerLinks links(int connections) {
        Daemon client = client(connections);
        return new RunnerLinks() {
            @Override
            public String where() {
                return "simulated";
            }

            @Override
            public Daemon daemon() {
                return client;
            }

            @Override
            public Stream openDirect(StreamListener<DirectMessage> listener) {
                attach(listener);
                return () -> CompletableFuture.completedFuture(null);
            }

            @Override
            public Stream openTopics(StreamListener<TopicMessage> listener) {
                opened(listener);
                return () -> CompletableFuture.completedFuture(null);
            }
        };
    }

    private final class Client implements Daemon {
        private final SendQueue queue;

        Client(int connections) {
            this.queue = new SendQueue(
                    RestOptions.defaults().withMaxConnections(connections),
                    mesh.loop(),
                    request -> mesh.deliver(SimulatedDaemon.this, request));
        }

        /** The answer to a call that concerns this daemon alone. */
        private <T> CompletableFuture<T> local(Supplier<T> value) {
            return mesh.answered(value, processor.done(mesh.nowNanos(), LOCAL_NANOS));
        }

        @Override
        public CompletableFuture<Daemon.SendResponse> send(SendRequest request) {
            return queue.send(request);
        }

        @Override
        public CompletableFuture<Daemon.Health> health() {
            long upSecs = 3_600 + mesh.nowNanos() / 1_000_000_000L;
            return local(() -> new Daemon.Health(VERSION, mesh.size() - 1, mesh.size() - 1, upSecs, "healthy"));
        }

        @Override
        public CompletableFuture<Daemon.AgentInfo> agent() {
            return local(() -> new Daemon.AgentInfo(self, MACHINE));
        }

        @Override
        public CompletableFuture<Daemon.DmDiagnostics> dmDiagnostics() {
            return local(() -> new Daemon.DmDiagnostics(evicted(), incoming, WireJson.object()));
        }

        @Override
        public CompletableFuture<Daemon.HistoryPage> history(AgentId peer, int rows, @Nullable Long beforeId) {
            return local(() -> new Daemon.HistoryPage(List.of(), null, 0));
        }

        @Override
        public CompletableFuture<String> subscribe(String topic) {
            return local(() -> topic + subscriptions++);
        }

        @Override
        public CompletableFuture<@Nullable Void> unsubscribe(String subscriptionId) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<@Nullable Void> publish(String topic, byte[] payload) {
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
            return CompletableFuture.failedFuture(DaemonException.answered(404, TextNode.valueOf("")));
        }

        @Override
        public void close() {}
    }
}
