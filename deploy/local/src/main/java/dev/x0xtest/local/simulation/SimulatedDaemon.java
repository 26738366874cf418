package dev.x0xtest.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.runner.RunnerLinks;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.json.WireJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A simulated x0xd as its runner sees it: healthy, fast, and without topics. Each party gets its own connections from
 * {@link #client}.
 */
final class SimulatedDaemon {
    static final String VERSION = "0.48.1";

    private static final int LOCAL_MICROS = 500;
    private static final String MACHINE = "dd".repeat(32);

    private final SimulatedMesh mesh;
    private final AgentId self;
    private final LongSupplier nanos;
    private final List<StreamListener<DirectMessage>> listeners = new ArrayList<>();
    private long incoming;
    private int subscriptions;

    SimulatedDaemon(SimulatedMesh mesh, AgentId self, LongSupplier nanos) {
        this.mesh = mesh;
        this.self = self;
        this.nanos = nanos;
        mesh.add(this);
    }

    AgentId self() {
        return self;
    }

    void attach(StreamListener<DirectMessage> listener) {
        listeners.add(listener);
        mesh.later(
                () -> {
                    opened(listener);
                    return self;
                },
                LOCAL_MICROS);
    }

    private static void opened(StreamListener<?> listener) {
        listener.onState(ConnectionState.NEW, "created");
        listener.onState(ConnectionState.CONNECTING, "started");
        listener.onState(ConnectionState.OPEN, "attached");
    }

    /** Receives a message from the mesh and passes it to the listeners. */
    void arrived(AgentId from, byte[] payload) {
        incoming++;
        DirectMessage message = new DirectMessage(from, MACHINE, payload, 0, true, "accept", false);
        listeners.forEach(listener -> listener.onEvent(message));
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
            this.queue = new SendQueue(connections, request -> mesh.deliver(self, request));
        }

        @Override
        public CompletableFuture<Daemon.SendResponse> send(SendRequest request) {
            return queue.send(request);
        }

        @Override
        public CompletableFuture<Daemon.Health> health() {
            long upSecs = 3_600 + nanos.getAsLong() / 1_000_000_000L;
            return mesh.later(
                    () -> new Daemon.Health(VERSION, mesh.size() - 1, mesh.size() - 1, upSecs, "healthy"),
                    LOCAL_MICROS);
        }

        @Override
        public CompletableFuture<Daemon.AgentInfo> agent() {
            return mesh.later(() -> new Daemon.AgentInfo(self, MACHINE), LOCAL_MICROS);
        }

        @Override
        public CompletableFuture<Daemon.DmDiagnostics> dmDiagnostics() {
            return mesh.later(() -> new Daemon.DmDiagnostics(0, incoming, WireJson.object()), LOCAL_MICROS);
        }

        @Override
        public CompletableFuture<Daemon.HistoryPage> history(AgentId peer, int rows, @Nullable Long beforeId) {
            return mesh.later(() -> new Daemon.HistoryPage(List.of(), null, 0), LOCAL_MICROS);
        }

        @Override
        public CompletableFuture<String> subscribe(String topic) {
            return mesh.later(() -> topic + subscriptions++, LOCAL_MICROS);
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
            throw new UnsupportedOperationException(method + " " + path + " is not part of a measurement");
        }

        @Override
        public void close() {}
    }

    /** Limits the sends in flight. The others wait in order. */
    static final class SendQueue {
        private final int most;
        private final Function<SendRequest, CompletableFuture<Daemon.SendResponse>> send;
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int underWay;

        private record Waiting(SendRequest request, CompletableFuture<Daemon.SendResponse> answer) {}

        SendQueue(int most, Function<SendRequest, CompletableFuture<Daemon.SendResponse>> send) {
            this.most = most;
            this.send = send;
        }

        CompletableFuture<Daemon.SendResponse> send(SendRequest request) {
            CompletableFuture<Daemon.SendResponse> answer = new CompletableFuture<>();
            waiting.add(new Waiting(request, answer));
            next();
            return answer;
        }

        private void next() {
            while (underWay < most && !waiting.isEmpty()) {
                Waiting turn = waiting.remove();
                underWay++;
                send.apply(turn.request()).thenAccept(answer -> {
                    underWay--;
                    turn.answer().complete(answer);
                    next();
                });
            }
        }
    }
}
