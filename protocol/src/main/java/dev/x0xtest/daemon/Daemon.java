package dev.x0xtest.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.rest.DaemonPaths;
import dev.x0xtest.wire.AgentId;
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
    CompletableFuture<SendResponse> send(SendRequest request);

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
    CompletableFuture<Response> call(String method, String path, @Nullable ObjectNode body);

    /** Fails what is under way with {@code CLOSED}; does not block. */
    @Override
    void close();

    /** {@code GET /agent}: who this daemon is. */
    record AgentInfo(AgentId agentId, String machineId) {}

    /** One entry of {@code GET /direct/connections}. */
    record DirectConnection(AgentId agentId, @Nullable String machineId) {}

    /**
     * {@code GET /diagnostics/dm}.
     *
     * @param evicted {@code stats.subscriber_events_evicted}, over all readers of {@code /direct/events}; -1 unknown
     * @param incomingTotal {@code stats.incoming_envelopes_total}; a decrease means that the daemon restarted; -1 unknown
     */
    record DmDiagnostics(long evicted, long incomingTotal, ObjectNode body) {}

    /**
     * {@code GET /health}. The peer counts come from a snapshot that is up to 5 s old; 0 until the first one.
     *
     * @param status {@code healthy} or {@code degraded}; a daemon that answers is serving, whatever this says
     */
    record Health(String version, int peers, int sendReadyPeers, long uptimeSecs, String status) {}

    /**
     * One entry of {@code GET /peers}.
     *
     * @param id a machine id, not an agent id
     * @param link {@code healthy} or {@code degraded}; empty when the daemon does not say (0.39)
     */
    record Peer(String id, String link) {}

    /** An answer in 2xx; the body is a {@code TextNode} where the daemon sent something other than JSON. */
    record Response(int status, JsonNode body) {}

    /**
     * A 200 of {@code POST /direct/send}.
     *
     * @param path {@code loopback}, {@code gossip_inbox}, {@code raw_quic}, {@code raw_quic_acked} or {@code relayed}
     * @param body the whole answer
     */
    record SendResponse(
            String path,
            int retriesUsed,
            String requestId,
            @Nullable String observedAckIngress,
            ObjectNode body) {}
}
