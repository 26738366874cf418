package dev.x0xtest.local.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.local.simulation.fault.Network;
import dev.x0xtest.wire.json.WireJson;
import java.util.Collection;
import java.util.function.Consumer;

/** What a simulated daemon says of itself and of its peers, with the members that the real one has and somebody reads. */
final class SimulatedEndpoints {
    private static final long EPOCH_SECONDS = 1_795_000_000L;
    private static final int ANNOUNCED_SECONDS = 5;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    /** A connection on which nothing arrives for so long is closed. */
    private static final long IDLE_MS = 30_000;
    /** Each end of a connection says something so often. */
    private static final int KEEP_ALIVE_MS = 15_000;

    private static final int MTU = 1_200;

    private final Network network;
    private final Collection<SimulatedDaemon> daemons;

    SimulatedEndpoints(Network network, Collection<SimulatedDaemon> daemons) {
        this.network = network;
        this.daemons = daemons;
    }

    /**
     * The answer of a daemon.
     *
     * @throws DaemonException as the daemon refuses
     */
    ObjectNode answer(SimulatedDaemon self, String path, long nowNanos) {
        String[] parts = path.split("[/?]", -1);
        return switch (parts[1]) {
            case "machines" -> machines(nowNanos);
            case "contacts" -> contacts(self);
            case "agents" -> discovered(self, parts[parts.length - 1], nowNanos);
            case "peers" -> parts.length > 2 ? pinged(self, parts[2], nowNanos) : peers(self, nowNanos);
            case "diagnostics" -> parts[2].equals("ack") ? acknowledgements(nowNanos) : connectivity(self, nowNanos);
            default -> throw refusal(NOT_FOUND, "not found");
        };
    }

    /** What a daemon counts of its direct messages. */
    static ObjectNode counters(long incoming, long evicted) {
        ObjectNode body = WireJson.object();
        body.putObject("stats")
                .put("incoming_envelopes_total", incoming)
                .put("incoming_decode_failed", 0)
                .put("incoming_signature_failed", 0)
                .put("incoming_trust_rejected", 0)
                .put("subscriber_events_evicted", evicted);
        return body;
    }

    private static DaemonException refusal(int status, String error) {
        return DaemonException.answered(
                status, WireJson.object().put("ok", false).put("error", error));
    }

    private ObjectNode machines(long nowNanos) {
        ObjectNode body = WireJson.object();
        ArrayNode list = body.putArray("machines");
        for (SimulatedDaemon daemon : daemons) {
            machine(list, daemon, daemon.machine(), daemon.index(), nowNanos);
            if (network.doubled(daemon.index())) {
                machine(list, daemon, "ee" + daemon.machine().substring(2), daemon.index() + 3, nowNanos);
            }
        }
        return body;
    }

    private static void machine(ArrayNode list, SimulatedDaemon daemon, String id, int phase, long nowNanos) {
        ObjectNode one = list.addObject().put("machine_id", id);
        one.putArray("agent_ids").add(daemon.self().hex());
        one.putArray("addresses").add(id.substring(0, 2) + "-" + daemon.index());
        long seconds = EPOCH_SECONDS + nowNanos / 1_000_000_000L;
        one.put("announced_at", seconds - (seconds + phase) % ANNOUNCED_SECONDS);
    }

    private ObjectNode contacts(SimulatedDaemon self) {
        ObjectNode body = WireJson.object();
        ArrayNode list = body.putArray("contacts");
        peers(
                self,
                peer -> list.addObject()
                        .put("agent_id", peer.self().hex())
                        .put("trust_level", network.blocks(self.index(), peer.index()) ? "blocked" : "trusted"));
        return body;
    }

    private ObjectNode discovered(SimulatedDaemon self, String agent, long nowNanos) {
        SimulatedDaemon peer = daemons.stream()
                .filter(one -> one.self().hex().equals(agent) && known(self, one))
                .findFirst()
                .orElseThrow(() -> refusal(NOT_FOUND, "agent not found"));
        ObjectNode body = WireJson.object().put("ok", true);
        long seconds = EPOCH_SECONDS + nowNanos / 1_000_000_000L;
        body.putObject("agent")
                .put("agent_id", agent)
                .put("machine_id", peer.machine())
                .put("announced_at", seconds)
                .put("last_seen", seconds);
        return body;
    }

    private ObjectNode peers(SimulatedDaemon self, long nowNanos) {
        ObjectNode body = WireJson.object().put("ok", true);
        ArrayNode list = body.putArray("peers");
        peers(self, peer -> {
            if (connected(self, peer, nowNanos)) {
                list.addObject().put("id", peer.machine()).put("link", "healthy");
            }
        });
        return body;
    }

    /** Answered without a packet, as long as there is a connection. */
    private ObjectNode pinged(SimulatedDaemon self, String machine, long nowNanos) {
        SimulatedDaemon peer = daemons.stream()
                .filter(one -> one.machine().equals(machine) && known(self, one) && connected(self, one, nowNanos))
                .findFirst()
                .orElseThrow(() -> refusal(UNAVAILABLE, "probe failed: not connected"));
        return WireJson.object()
                .put("ok", true)
                .put("rtt_ms", rttMs(self, peer))
                .put("timeout_ms", 2_000);
    }

    private ObjectNode acknowledgements(long nowNanos) {
        ObjectNode body = WireJson.object();
        ObjectNode ack =
                body.putObject("ack").put("generated_at_unix_ms", EPOCH_SECONDS * 1_000 + nowNanos / 1_000_000L);
        ack.putArray("peers");
        return body;
    }

    private ObjectNode connectivity(SimulatedDaemon self, long nowNanos) {
        ObjectNode body = WireJson.object().put("ok", true);
        body.put("uptime_s", self.uptimeSecs());
        body.putObject("connection_pool").put("lru_evictions_total", 0).put("establish_failures_total", 0);
        ArrayNode list = body.putArray("per_peer_transport");
        peers(self, peer -> {
            long agoMs = heardAgoMs(self, peer, nowNanos);
            boolean connected = agoMs < IDLE_MS;
            list.addObject()
                    .put("peer_id", peer.machine())
                    .put("connected", connected)
                    .put("generation", self.connection(peer))
                    .put("last_received_ago_ms", agoMs)
                    .put("last_sent_ago_ms", connected ? Math.min(agoMs, KEEP_ALIVE_MS) : agoMs)
                    .put("lost_packets", self.lostTo(peer.index()))
                    .put("black_holes_detected", 0)
                    .put("current_mtu", MTU)
                    .put("rtt_ms", rttMs(self, peer))
                    .put("close_reason", connected ? null : "TimedOut");
        });
        return body;
    }

    private void peers(SimulatedDaemon self, Consumer<SimulatedDaemon> one) {
        for (SimulatedDaemon peer : daemons) {
            if (peer != self && known(self, peer)) {
                one.accept(peer);
            }
        }
    }

    private boolean known(SimulatedDaemon self, SimulatedDaemon peer) {
        return network.foreign(self.index()) == network.foreign(peer.index());
    }

    private boolean connected(SimulatedDaemon self, SimulatedDaemon peer, long nowNanos) {
        return heardAgoMs(self, peer, nowNanos) < IDLE_MS;
    }

    /** Without traffic keep-alives arrive; a connection whose one direction is dead ends when its idle time is over. */
    private long heardAgoMs(SimulatedDaemon self, SimulatedDaemon peer, long nowNanos) {
        long agoMs = (nowNanos - self.lastFrom(peer.index())) / 1_000_000L;
        boolean lives = peer.running()
                && !peer.frozen(nowNanos)
                && network.passes(peer.index(), self.index(), 0)
                && network.passes(self.index(), peer.index(), 0);
        return lives ? Math.min(agoMs, (nowNanos / 1_000_000L + 97L * peer.index()) % KEEP_ALIVE_MS) : agoMs;
    }

    private static long rttMs(SimulatedDaemon self, SimulatedDaemon peer) {
        return self.roundTripNanos(peer) / 1_000_000L;
    }
}
