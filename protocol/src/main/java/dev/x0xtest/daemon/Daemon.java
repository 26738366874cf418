package dev.x0xtest.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.rest.DaemonPaths;
import dev.x0xtest.wire.AgentId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of one x0xd. Methods may be called from any thread, do not block and never throw. A future completes on
 * the event loop; it fails with {@link DaemonException} or, if the caller cancelled it, with
 * {@code CancellationException}. Every call ends within the deadline that the client was opened with.
 */
public interface Daemon extends AutoCloseable {

    CompletableFuture<Health> health();

    CompletableFuture<AgentInfo> agent();

    CompletableFuture<List<Peer>> peers();

    /** {@code GET /direct/connections}: the live direct links, by agent. */
    CompletableFuture<List<DirectConnection>> directConnections();

    /**
     * {@code POST /direct/send}. The client never repeats it: if the connection is lost after the request was written,
     * the call fails with DISCONNECTED.
     */
    CompletableFuture<SendResponse> send(SendRequest request);

    CompletableFuture<@Nullable Void> publish(String topic, byte[] payload);

    /** {@code POST /subscribe}: returns the id of a new subscription. Two calls make two subscriptions. */
    CompletableFuture<String> subscribe(String topic);

    /** {@code DELETE /subscribe/<id>}. A subscription that the daemon does not know counts as removed. */
    CompletableFuture<@Nullable Void> unsubscribe(String subscriptionId);

    CompletableFuture<DmDiagnostics> dmDiagnostics();

    /**
     * {@code GET /history}: stored direct messages of one conversation, newest first.
     *
     * @param peer the other agent of the conversation
     * @param rows most rows of the page, 1 to 500
     * @param beforeId {@link HistoryPage#nextBeforeId} of the page before; null: the newest page
     */
    CompletableFuture<HistoryPage> history(AgentId peer, int rows, @Nullable Long beforeId);

    /**
     * Calls any other endpoint. A status outside 2xx fails the future.
     *
     * @param path starts with a slash; use {@link DaemonPaths#of} if a part comes from outside
     */
    CompletableFuture<Response> call(String method, String path, @Nullable ObjectNode body);

    /** Fails the calls in flight with {@code CLOSED}; does not block. */
    @Override
    void close();

    /** Answer of {@code GET /agent}: the identity of this daemon. */
    record AgentInfo(AgentId agentId, String machineId) {}

    /** One entry of {@code GET /direct/connections}. */
    record DirectConnection(AgentId agentId, @Nullable String machineId) {}

    /**
     * Answer of {@code GET /diagnostics/dm}.
     *
     * @param evicted {@code stats.subscriber_events_evicted}, for all readers of {@code /direct/events}; -1 if unknown
     * @param incomingTotal {@code stats.incoming_envelopes_total}; a decrease means that the daemon restarted; -1 if
     *     unknown
     */
    record DmDiagnostics(long evicted, long incomingTotal, ObjectNode body) {}

    /**
     * Answer of {@code GET /health}. The peer counts come from a snapshot of up to 5 s ago and are 0 before the first
     * one.
     *
     * @param status {@code healthy} or {@code degraded}; a degraded daemon still serves requests
     */
    record Health(String version, int peers, int sendReadyPeers, long uptimeSecs, String status) {}

    /**
     * One entry of {@code GET /peers}.
     *
     * @param id a machine id, not an agent id
     * @param link {@code healthy} or {@code degraded}; empty if the daemon does not report it (0.39)
     */
    record Peer(String id, String link) {}

    /**
     * One page of {@code GET /history}.
     *
     * @param nextBeforeId where the next page begins; null: there is none
     * @param unreadable rows without the promised fields, which are left out
     */
    record HistoryPage(List<HistoryRow> rows, @Nullable Long nextBeforeId, int unreadable) {}

    /**
     * A stored direct message. The daemon stores inbound ones only if it has verified their author.
     *
     * @param id ascending
     * @param inbound whether it was received; else this agent sent it
     * @param seenAtMs when the daemon saw it, by the wall clock of its host, in ms since 1970
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
    record HistoryRow(long id, AgentId author, boolean inbound, long seenAtMs, byte[] payload) {}

    /** An answer with a status in 2xx. A body that is not JSON becomes a {@code TextNode}. */
    record Response(int status, JsonNode body) {}

    /**
     * The answer 200 of {@code POST /direct/send}.
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
