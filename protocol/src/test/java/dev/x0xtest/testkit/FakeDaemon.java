package dev.x0xtest.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.json.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An in-memory x0xd. It records each request, and accepts it unless the test sets another answer. */
public final class FakeDaemon implements Daemon {
    private final AgentId self;
    public final List<SendRequest> sends = new ArrayList<>();
    public final List<String> published = new ArrayList<>();
    /** The payloads of the publications, in the order of {@link #published}. */
    public final List<byte[]> publications = new ArrayList<>();
    /** Topics that were published to without a subscription. A real daemon loses most of these messages. */
    public final List<String> unheard = new ArrayList<>();

    public final List<String> calls = new ArrayList<>();
    public final Map<String, String> subscriptions = new HashMap<>();
    public final List<String> subscribed = new ArrayList<>();
    /** Calls to subscribe and unsubscribe, in order: {@code subscribe TOPIC}, {@code unsubscribe ID}. */
    public final List<String> pubsubCalls = new ArrayList<>();

    public Function<SendRequest, CompletableFuture<Daemon.SendResponse>> onSend = FakeDaemon::accepted;
    public Function<String, CompletableFuture<Daemon.Response>> onCall = call -> CompletableFuture.completedFuture(
            new Daemon.Response(200, WireJson.object().put("ok", true)));
    /** Answers a page of the history: the agent of the conversation, and {@code beforeId} or {@code Long.MAX_VALUE}. */
    public BiFunction<AgentId, Long, CompletableFuture<Daemon.HistoryPage>> onHistory =
            (peer, before) -> CompletableFuture.completedFuture(new Daemon.HistoryPage(List.of(), null, 0));
    /** The agents of the conversations whose pages were asked for, one entry for each page. */
    public final List<AgentId> historyReads = new ArrayList<>();

    public Supplier<CompletableFuture<@Nullable Void>> onPublish = () -> CompletableFuture.completedFuture(null);
    public Consumer<SendRequest> onLoopback = request -> {};

    @Nullable
    public DaemonException agentError;

    /** If set, the answer to {@code agent()}. */
    @Nullable
    public CompletableFuture<Daemon.AgentInfo> heldAgent;

    /** How often {@code agent()} was called. */
    public int agentAsked;

    public boolean stalledCounters;
    public Daemon.AgentInfo agent;
    public long evicted;
    private long incomingTotal = 100;
    /** The object {@code stats} of {@code /diagnostics/dm}. */
    public final ObjectNode stats = WireJson.object();
    /** How often {@code /diagnostics/dm} was read. */
    public int statsRead;

    public long uptimeSecs = 50;
    public boolean closed;
    /** If true, calls to subscribe and unsubscribe fail. */
    public boolean subscriptionsDown;

    /** A counter from which tests make unique command ids. */
    public int asked;

    private int nextId;
    private CompletableFuture<Daemon.SendResponse> held = new CompletableFuture<>();

    public FakeDaemon(AgentId self) {
        this.self = self;
        this.agent = new Daemon.AgentInfo(self, "m".repeat(64));
    }

    public static CompletableFuture<Daemon.SendResponse> accepted(SendRequest request) {
        boolean durable = !Boolean.FALSE.equals(request.durable());
        boolean gossip = durable || Boolean.TRUE.equals(request.requireGossip());
        return CompletableFuture.completedFuture(accepted(gossip ? "gossip_inbox" : "raw_quic_acked"));
    }

    private static Daemon.SendResponse accepted(String path) {
        ObjectNode body = WireJson.object().put("ok", true).put("path", path);
        return new Daemon.SendResponse(path, 0, "r1", null, body);
    }

    public static CompletableFuture<Daemon.SendResponse> refused(int status, String code) {
        return failing(status, code);
    }

    /** An error of the daemon as the answer to any call. */
    public static <T> CompletableFuture<T> failing(int status, String code) {
        return CompletableFuture.failedFuture(DaemonException.answered(
                status, WireJson.object().put("ok", false).put("error", code)));
    }

    public static DaemonException disconnected() {
        return new DaemonException(DaemonException.Kind.DISCONNECTED, "connection refused", null);
    }

    /** Leaves each further send unanswered until {@link #answer} or {@link #refuse}. */
    public void holdSends() {
        onSend = request -> held = new CompletableFuture<>();
    }

    /** Accepts the last held send and reports this path. */
    public void answer(String path) {
        held.complete(accepted(path));
    }

    /** Fails the last held send: the daemon refuses the connection. */
    public void refuse() {
        held.completeExceptionally(disconnected());
    }

    /** Returns the payloads of the messages sent to this agent, as text. */
    public List<String> sentTo(AgentId to) {
        return sends.stream()
                .filter(send -> send.to().equals(to))
                .map(send -> new String(send.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    public void restart() {
        subscriptions.clear();
        uptimeSecs = 0;
        incomingTotal = 0;
    }

    @Override
    public CompletableFuture<Daemon.Health> health() {
        return stalledCounters
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(new Daemon.Health("0.48.1", 3, 3, uptimeSecs, "healthy"));
    }

    @Override
    public CompletableFuture<Daemon.AgentInfo> agent() {
        agentAsked++;
        CompletableFuture<Daemon.AgentInfo> later = heldAgent;
        if (later != null) {
            return later;
        }
        DaemonException error = agentError;
        return error == null ? CompletableFuture.completedFuture(agent) : CompletableFuture.failedFuture(error);
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
    public CompletableFuture<Daemon.SendResponse> send(SendRequest request) {
        sends.add(request);
        if (request.to().equals(self)) {
            onLoopback.accept(request);
        }
        return onSend.apply(request);
    }

    @Override
    public CompletableFuture<@Nullable Void> publish(String topic, byte[] payload) {
        published.add(topic);
        publications.add(payload);
        if (!subscriptions.containsKey(topic)) {
            unheard.add(topic);
        }
        return onPublish.get();
    }

    @Override
    public CompletableFuture<String> subscribe(String topic) {
        pubsubCalls.add("subscribe " + topic);
        if (subscriptionsDown) {
            return CompletableFuture.failedFuture(disconnected());
        }
        String id = "sub" + nextId++;
        subscriptions.put(topic, id);
        subscribed.add(topic);
        return CompletableFuture.completedFuture(id);
    }

    @Override
    public CompletableFuture<@Nullable Void> unsubscribe(String subscriptionId) {
        pubsubCalls.add("unsubscribe " + subscriptionId);
        if (subscriptionsDown) {
            return CompletableFuture.failedFuture(disconnected());
        }
        subscriptions.values().remove(subscriptionId);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Daemon.DmDiagnostics> dmDiagnostics() {
        statsRead++;
        return stalledCounters
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(new Daemon.DmDiagnostics(
                        evicted, incomingTotal, WireJson.object().set("stats", stats.deepCopy())));
    }

    @Override
    public CompletableFuture<Daemon.HistoryPage> history(AgentId peer, int rows, @Nullable Long beforeId) {
        historyReads.add(peer);
        return onHistory.apply(peer, beforeId == null ? Long.MAX_VALUE : beforeId);
    }

    @Override
    public CompletableFuture<Daemon.Response> call(String method, String path, @Nullable ObjectNode body) {
        String call = method + " " + path + (body == null ? "" : " " + body);
        calls.add(call);
        return onCall.apply(call);
    }

    @Override
    public void close() {
        closed = true;
    }
}
