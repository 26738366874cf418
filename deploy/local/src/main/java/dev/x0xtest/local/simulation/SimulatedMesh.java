package dev.x0xtest.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.local.simulation.fault.Network;
import dev.x0xtest.local.simulation.fault.Refusals;
import dev.x0xtest.local.simulation.fault.RoundTrips;
import dev.x0xtest.local.simulation.fault.Weather;
import dev.x0xtest.local.simulation.message.Courier;
import dev.x0xtest.local.simulation.message.Handling;
import dev.x0xtest.local.simulation.message.Parcel;
import dev.x0xtest.local.simulation.message.ToldListener;
import dev.x0xtest.local.simulation.message.TopicBoard;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.json.WireJson;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The network between simulated daemons: a message takes half a round trip, and its acknowledgement another half. Loses
 * the hops of broken pairs.
 */
final class SimulatedMesh {
    private static final ObjectNode BODY = WireJson.object().put("ok", true);
    /** After this time a real x0xd tells that a peer which acknowledges nothing is gone. */
    private static final long GONE_NANOS = 14_000_000_000L;

    /** After this time it tells that nobody has acknowledged what it sent by gossip. */
    private static final long SILENT_NANOS = 24_000_000_000L;
    /** So long after its start a daemon has told its peers that it does not know their connections. */
    private static final long RESET_NANOS = 2_000_000_000L;

    private static final int ACK_BYTES = 40;
    /** So often a packet is sent to a host from which nothing comes back. */
    private static final int PROBES = 8;

    private static final ObjectNode SILENT =
            WireJson.object().put("ok", false).put("error", "timeout").put("reason", "timeout");
    private static final ObjectNode GONE =
            WireJson.object().put("ok", false).put("error", "peer_disconnected").put("reason", "peer_disconnected");

    private final EventLoop loop;
    private final RoundTrips roundTrips;
    private final Network network;
    private final Weather weather;
    private final Refusals refusals;
    private final SimulatedEndpoints endpoints;
    private final Map<AgentId, SimulatedDaemon> daemons = new LinkedHashMap<>();
    private final List<SimulatedDaemon> byIndex = new ArrayList<>();
    private final BiPredicate<AgentId, AgentId> swallowed;
    private final Map<Integer, Runnable> whenFirstHopOf = new HashMap<>();
    private Runnable whenFirstHop = () -> {};
    private final TopicBoard topics = new TopicBoard();
    private Courier courier = Courier.USUAL;

    /** {@code swallowed} selects the pairs whose hops are acknowledged and lost. */
    SimulatedMesh(EventLoop loop, RoundTrips roundTrips, BiPredicate<AgentId, AgentId> swallowed) {
        this(loop, roundTrips, swallowed, new Network(), Weather.fine());
    }

    /** The same in a network with faults, which may come and go. */
    SimulatedMesh(
            EventLoop loop,
            RoundTrips roundTrips,
            BiPredicate<AgentId, AgentId> swallowed,
            Network network,
            Weather weather) {
        this.loop = loop;
        this.network = network;
        this.weather = weather;
        this.refusals = new Refusals(network);
        this.endpoints = new SimulatedEndpoints(network, daemons.values());
        this.roundTrips = roundTrips;
        this.swallowed = swallowed;
    }

    /** From now on this courier decides what becomes of each message. */
    void through(Courier other) {
        courier = other;
    }

    /** The same listener of a node's runner; the courier is told what it reads. */
    StreamListener<DirectMessage> told(int node, StreamListener<DirectMessage> listener) {
        return new ToldListener(node, listener, courier);
    }

    /** The topics of all daemons. */
    TopicBoard topics() {
        return topics;
    }

    /** Calls this once, when the first hop is sent. */
    void whenFirstHop(Runnable task) {
        whenFirstHop = task;
    }

    /** Calls this once, when this node sends its first hop. */
    void whenFirstHopOf(int node, Runnable task) {
        whenFirstHopOf.put(node, task);
    }

    /** Returns the index of the added daemon. */
    int add(SimulatedDaemon daemon) {
        daemons.put(daemon.self(), daemon);
        byIndex.add(daemon);
        return daemons.size() - 1;
    }

    int size() {
        return daemons.size();
    }

    /** What a daemon answers to {@code GET} or {@code POST} of this path. */
    ObjectNode answer(SimulatedDaemon self, String path) {
        return endpoints.answer(self, path, nowNanos());
    }

    long roundTripNanos(int from, int to) {
        return 2 * roundTrips.oneWayNanos(from, to);
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
        boolean hop = FrameKind.HOP.begins(payload);
        if (hop) {
            whenFirstHop.run();
            whenFirstHop = () -> {};
            Runnable own = whenFirstHopOf.remove(from.index());
            if (own != null) {
                own.run();
            }
        }
        boolean raw = Boolean.TRUE.equals(request.preferRaw());
        CompletableFuture<Daemon.SendResponse> answer = new CompletableFuture<>();
        Parcel parcel = new Parcel(from.index(), to.index(), daemons.size(), raw, payload);
        Handling handling = from == to ? Handling.usual(parcel) : courier.handling(parcel);
        answer.whenComplete((said, failure) -> courier.answered(parcel, said == null ? null : said.path()));
        Refusals.Refusal refusal = from == to ? null : refusals.of(from.index(), to.index(), raw);
        if (refusal == null) {
            carry(parcel, handling, from.sent(payload.length), answer);
        } else {
            at(nowNanos() + refusal.afterNanos(), () -> answer.completeExceptionally(refusal.failure()));
        }
        return answer;
    }

    private void carry(
            Parcel parcel, Handling handling, long leavesNanos, CompletableFuture<Daemon.SendResponse> answer) {
        SimulatedDaemon from = byIndex.get(parcel.from());
        SimulatedDaemon to = byIndex.get(parcel.to());
        boolean raw = parcel.raw();
        int bytes = parcel.payload().length;
        Way way = raw ? new Way(from, to, null) : route(from, to, bytes);
        long giveUpNanos = leavesNanos + (raw ? GONE_NANOS : SILENT_NANOS);
        DaemonException gone = DaemonException.answered(raw ? 502 : 504, raw ? GONE : SILENT);
        long arrivesNanos = leavesNanos + way.delayNanos(bytes, true);
        at(Math.min(arrivesNanos, giveUpNanos), () -> {
            boolean arrives = !handling.lost() && arrivesNanos < giveUpNanos && way.passes(bytes, true) && to.up();
            if (!arrives) {
                from.lost(to.index(), PROBES);
                at(to.up() ? giveUpNanos : Math.min(giveUpNanos, to.upAgainNanos() + RESET_NANOS), () -> {
                    answer.completeExceptionally(gone);
                });
                return;
            }
            to.heard(from.index());
            long takenNanos = taken(parcel, handling, to);
            long backNanos = takenNanos
                    + way.delayNanos(ACK_BYTES, false)
                    + handling.answerLater().toNanos();
            // Gossip is acknowledged by the recipient itself, which has nothing to do with an agent that it blocks.
            boolean silent = !raw && network.blocks(to.index(), from.index());
            DaemonException failure = handling.failure();
            if (silent || backNanos > giveUpNanos || !way.passes(ACK_BYTES, false)) {
                at(giveUpNanos, () -> answer.completeExceptionally(gone));
            } else if (failure != null) {
                at(backNanos, () -> answer.completeExceptionally(failure));
            } else {
                String usual = raw ? "raw_quic_acked" : "gossip_inbox";
                String path = handling.path() == null ? usual : handling.path();
                at(backNanos, () -> {
                    from.heard(to.index());
                    answer.complete(new Daemon.SendResponse(path, 0, "", null, BODY));
                });
            }
        });
    }

    /** Gives the copies of a message to their daemons; returns when the recipient has taken it up. */
    private long taken(Parcel parcel, Handling handling, SimulatedDaemon to) {
        if (!handling.streamsGone().isZero()) {
            to.cutStreams(handling.streamsGone());
        }
        boolean hop = parcel.isHop();
        long takenNanos = nowNanos();
        for (Handling.Copy copy : handling.copies()) {
            if (copy.later().isZero()) {
                takenNanos = Math.max(takenNanos, arrived(parcel, copy, hop));
            } else {
                at(nowNanos() + copy.later().toNanos(), () -> arrived(parcel, copy, hop));
            }
        }
        return handling.copies().isEmpty()
                ? to.received(byIndex.get(parcel.from()).self(), parcel.payload(), hop, true, true)
                : takenNanos;
    }

    private long arrived(Parcel parcel, Handling.Copy copy, boolean hop) {
        SimulatedDaemon at = byIndex.get(copy.to());
        SimulatedDaemon as = byIndex.get(copy.from());
        boolean doubled = parcel.raw() && parcel.from() != parcel.to() && network.doubled(copy.to());
        boolean hidden = (hop && swallowed.test(as.self(), at.self()))
                || network.blocks(copy.to(), copy.from())
                || doubled
                || !at.up();
        courier.arrived(parcel, copy, !hidden);
        return at.received(as.self(), copy.payload(), hop, hidden, copy.verified());
    }

    /** Gossip finds a way around one link that is broken. */
    private Way route(SimulatedDaemon from, SimulatedDaemon to, int bytes) {
        Way direct = new Way(from, to, null);
        if (direct.passes(bytes, true) && direct.passes(bytes, false)) {
            return direct;
        }
        return daemons.values().stream()
                .filter(relay -> relay != from && relay != to && relay.up())
                .map(relay -> new Way(from, to, relay))
                .filter(way -> way.passes(bytes, true) && way.passes(bytes, false))
                .findFirst()
                .orElse(direct);
    }

    /** A way there and back; {@code relay}: over which daemon it leads, null: none. */
    private final class Way {
        private final SimulatedDaemon from;
        private final SimulatedDaemon to;
        private final @Nullable SimulatedDaemon relay;

        Way(SimulatedDaemon from, SimulatedDaemon to, @Nullable SimulatedDaemon relay) {
            this.from = from;
            this.to = to;
            this.relay = relay;
        }

        boolean passes(int bytes, boolean there) {
            SimulatedDaemon first = there ? from : to;
            SimulatedDaemon last = there ? to : from;
            return relay == null
                    ? passes(first, last, bytes)
                    : passes(first, relay, bytes) && passes(relay, last, bytes);
        }

        private boolean passes(SimulatedDaemon first, SimulatedDaemon last, int bytes) {
            return network.passes(first.index(), last.index(), bytes);
        }

        long delayNanos(int bytes, boolean there) {
            SimulatedDaemon first = there ? from : to;
            SimulatedDaemon last = there ? to : from;
            return relay == null ? leg(first, last, bytes) : leg(first, relay, bytes) + leg(relay, last, bytes);
        }

        private long leg(SimulatedDaemon first, SimulatedDaemon last, int bytes) {
            int one = first.index();
            int other = last.index();
            long oneWayNanos = roundTrips.oneWayNanos(one, other);
            double hosts = 1 - (1 - network.loss(one)) * (1 - network.loss(other));
            long lost = weather.lost();
            long delayNanos = weather.delayNanos(one, other, bytes, 2 * oneWayNanos, hosts);
            first.lost(other, weather.lost() - lost);
            return oneWayNanos + delayNanos;
        }
    }

    <T> CompletableFuture<T> answered(Supplier<T> value, long atNanos) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        at(atNanos, () -> {
            try {
                answer.complete(value.get());
            } catch (DaemonException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    void at(long nanos, Runnable task) {
        var unused = loop.schedule(task, Math.max(0, nanos - nowNanos()), TimeUnit.NANOSECONDS);
    }
}
