package dev.x0xtest.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.json.WireJson;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * The network between simulated daemons: a message takes half a round trip, and its acknowledgement another half. Loses
 * the hops of broken pairs.
 */
final class SimulatedMesh {
    private static final ObjectNode BODY = WireJson.object().put("ok", true);
    private static final byte[] HOP = "x0xtest|hop|".getBytes(StandardCharsets.US_ASCII);
    /** After this time a real x0xd tells that a peer which acknowledges nothing is gone. */
    private static final long GONE_NANOS = 14_000_000_000L;

    private static final ObjectNode GONE =
            WireJson.object().put("ok", false).put("error", "peer_disconnected").put("reason", "peer_disconnected");

    private final EventLoop loop;
    private final RoundTrips roundTrips;
    private final Map<AgentId, SimulatedDaemon> daemons = new HashMap<>();
    private final BiPredicate<AgentId, AgentId> swallowed;
    private Runnable whenFirstHop = () -> {};

    /** {@code swallowed} selects the pairs whose hops are acknowledged and lost. */
    SimulatedMesh(EventLoop loop, RoundTrips roundTrips, BiPredicate<AgentId, AgentId> swallowed) {
        this.loop = loop;
        this.roundTrips = roundTrips;
        this.swallowed = swallowed;
    }

    /** Calls this once, when the first hop is sent. */
    void whenFirstHop(Runnable task) {
        whenFirstHop = task;
    }

    /** Returns the index of the added daemon. */
    int add(SimulatedDaemon daemon) {
        daemons.put(daemon.self(), daemon);
        return daemons.size() - 1;
    }

    int size() {
        return daemons.size();
    }

    EventLoop loop() {
        return loop;
    }

    long nowNanos() {
        return loop.ticker().nanoTime();
    }

    /** Delivers a message. Completes when the sender has the acknowledgement. */
    CompletableFuture<Daemon.SendResponse> deliver(SimulatedDaemon from, SendRequest request) {
        SimulatedDaemon to = daemons.get(request.to());
        if (to == null) {
            throw new IllegalArgumentException(
                    "no agent has the id " + request.to().short8());
        }
        byte[] payload = request.payload();
        boolean hop = isHop(payload);
        if (hop) {
            whenFirstHop.run();
            whenFirstHop = () -> {};
        }
        boolean lost = hop && swallowed.test(from.self(), request.to());
        long oneWayNanos = roundTrips.oneWayNanos(from.index(), to.index());
        long leavesNanos = from.sent(payload.length);
        boolean raw = Boolean.TRUE.equals(request.preferRaw());
        CompletableFuture<Daemon.SendResponse> answer = new CompletableFuture<>();
        at(leavesNanos + oneWayNanos, () -> {
            long takenNanos = to.received(from.self(), payload, hop, lost);
            if (takenNanos + oneWayNanos > leavesNanos + GONE_NANOS) {
                at(leavesNanos + GONE_NANOS, () -> answer.completeExceptionally(DaemonException.answered(502, GONE)));
            } else {
                String path = raw ? "raw_quic_acked" : "gossip_inbox";
                at(takenNanos + oneWayNanos, () -> answer.complete(new Daemon.SendResponse(path, 0, "", null, BODY)));
            }
        });
        return answer;
    }

    <T> CompletableFuture<T> answered(Supplier<T> value, long atNanos) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        at(atNanos, () -> answer.complete(value.get()));
        return answer;
    }

    void at(long nanos, Runnable task) {
        var unused = loop.schedule(task, Math.max(0, nanos - nowNanos()), TimeUnit.NANOSECONDS);
    }

    private static boolean isHop(byte[] payload) {
        return payload.length >= HOP.length && Arrays.equals(payload, 0, HOP.length, HOP, 0, HOP.length);
    }
}
