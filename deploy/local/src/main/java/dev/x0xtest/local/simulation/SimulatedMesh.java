package dev.x0xtest.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.json.WireJson;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * The network between simulated daemons. Delays every message by some milliseconds and loses the hops of broken pairs.
 */
final class SimulatedMesh {
    private static final int FASTEST_MICROS = 2_000;
    private static final int SLOWEST_MICROS = 40_000;
    private static final ObjectNode BODY = WireJson.object().put("ok", true);

    private final EventLoop loop;
    private final SplittableRandom random;
    private final Map<AgentId, SimulatedDaemon> daemons = new HashMap<>();
    private final BiPredicate<AgentId, AgentId> swallowed;

    /** {@code swallowed} selects the pairs whose hops are acknowledged and lost. */
    SimulatedMesh(EventLoop loop, long seed, BiPredicate<AgentId, AgentId> swallowed) {
        this.loop = loop;
        this.random = new SplittableRandom(seed);
        this.swallowed = swallowed;
    }

    void add(SimulatedDaemon daemon) {
        daemons.put(daemon.self(), daemon);
    }

    int size() {
        return daemons.size();
    }

    /** Delivers a message. Completes after a round trip. */
    CompletableFuture<Daemon.SendResponse> deliver(AgentId from, SendRequest request) {
        SimulatedDaemon to = daemons.get(request.to());
        if (to == null) {
            throw new IllegalArgumentException(
                    "no agent has the id " + request.to().short8());
        }
        byte[] payload = request.payload();
        if (!swallowed.test(from, request.to()) || !isHop(payload)) {
            loop.schedule(() -> to.arrived(from, payload), latencyMicros(), TimeUnit.MICROSECONDS);
        }
        boolean raw = Boolean.TRUE.equals(request.preferRaw());
        String path = raw ? "raw_quic_acked" : "gossip_inbox";
        return later(() -> new Daemon.SendResponse(path, 0, "", null, BODY), 2 * latencyMicros());
    }

    <T> CompletableFuture<T> later(Supplier<T> value, long micros) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.schedule(() -> answer.complete(value.get()), micros, TimeUnit.MICROSECONDS);
        return answer;
    }

    private long latencyMicros() {
        return random.nextInt(FASTEST_MICROS, SLOWEST_MICROS);
    }

    private static boolean isHop(byte[] payload) {
        try {
            return Frames.decode(payload).orElse(null) instanceof HopFrame;
        } catch (WireException e) {
            return false;
        }
    }
}
