package dev.x0xtest.minimesh.node.direct;

import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.Digests;
import dev.x0xtest.minimesh.node.links.FaultGate;
import dev.x0xtest.minimesh.node.links.Flood;
import dev.x0xtest.minimesh.node.links.Neighbours;
import dev.x0xtest.minimesh.node.links.NodeContext;
import dev.x0xtest.minimesh.node.memory.History;
import dev.x0xtest.minimesh.node.memory.NodeMemory;
import dev.x0xtest.minimesh.transport.GossipBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends direct messages. Chooses the plane as x0xd does (lib.rs, {@code send_direct_with_config}) and holds the sends
 * that wait for an acknowledgement. Answers each send exactly once, or never under a {@code stall} fault. Confined to
 * the node's event loop.
 */
public final class DirectSender {
    /** Largest payload of a gossip message, as in x0xd (src/dm.rs). */
    static final int MAX_GOSSIP_PAYLOAD_BYTES = 49_152;

    private static final String LOGICAL_ID_CONTEXT = "x0x dm logical request id v1";

    final NodeContext context;
    final NodeMemory memory;
    final DirectCounters counters;
    final AckOutcomes acks;
    final Neighbours neighbours;
    final Flood flood;
    final FaultGate faults;
    private final Inbox inbox;
    private final Map<Long, RawSend> rawByWaiting = new HashMap<>();
    private final Map<Bytes, List<GossipSend>> gossipWaiting = new HashMap<>();
    private long lastSequence;

    public DirectSender(
            NodeContext context,
            NodeMemory memory,
            DirectCounters counters,
            AckOutcomes acks,
            Neighbours neighbours,
            Flood flood,
            FaultGate faults,
            Inbox inbox) {
        this.context = context;
        this.memory = memory;
        this.counters = counters;
        this.acks = acks;
        this.neighbours = neighbours;
        this.flood = flood;
        this.faults = faults;
        this.inbox = inbox;
    }

    /** Sends a message. The answer comes on the node's loop, possibly before this method returns. */
    public void send(Request request, Consumer<Outcome> answer) {
        if (memory.contacts().blocks(request.recipientAgentId())) {
            answer.accept(new Outcome.Failed(403, "agent is blocked", null, null));
            return;
        }
        counters.sendStarted();
        if (request.recipientAgentId().equals(context.identity().agentId())) {
            inbox.loopback(request.payload());
            finish(request, new Outcome.Sent("loopback", 0, context.randomBytes(16), null), answer);
        } else if (request.durable()) {
            durable(request, result -> finish(request, result, answer));
        } else if (request.preferRaw() && !request.requireGossip()) {
            new RawSend(this, request).start(result -> rawEnded(request, result, answer));
        } else {
            gossip(request, result -> finish(request, result, answer));
        }
    }

    private void durable(Request request, Consumer<Outcome> answer) {
        if (tooLarge(request)) {
            answer.accept(payloadTooLarge(request));
        } else if (capable(request)) {
            new GossipSend(this, request, requestId(request)).start(answer);
        } else {
            context.after(context.timings().capabilityWait(), () -> lateDurable(request, answer));
        }
    }

    private void lateDurable(Request request, Consumer<Outcome> answer) {
        if (capable(request)) {
            new GossipSend(this, request, requestId(request)).start(answer);
        } else {
            answer.accept(keyUnavailable(request, "has no known DM capability advert"));
        }
    }

    private void gossip(Request request, Consumer<Outcome> answer) {
        if (!capable(request)) {
            answer.accept(keyUnavailable(request, "has no gossip DM capability advert"));
        } else if (tooLarge(request)) {
            answer.accept(payloadTooLarge(request));
        } else {
            new GossipSend(this, request, context.randomBytes(16)).start(answer);
        }
    }

    // A failed raw send falls back to gossip, unless the request forbids it or the recipient is unknown.
    private void rawEnded(Request request, Outcome result, Consumer<Outcome> answer) {
        if (result instanceof Outcome.Failed && !request.stopFallback() && capable(request) && !tooLarge(request)) {
            gossip(request, afterwards -> finish(request, afterwards, answer));
        } else {
            finish(request, result, answer);
        }
    }

    private void finish(Request request, Outcome result, Consumer<Outcome> answer) {
        if (result instanceof Outcome.Sent sent) {
            counters.sendSucceeded(request.recipientAgentId(), sent.path(), context.nanoTime());
            if (!sent.path().equals("loopback")) {
                var author = new History.Author(
                        context.identity().agentId(), context.identity().machineId());
                memory.history()
                        .sent(request.recipientAgentId(), author, sent.requestId(), request.payload(), context.nowMs());
            }
        } else {
            counters.sendFailed(request.recipientAgentId(), context.nanoTime());
        }
        answer.accept(result);
    }

    private boolean capable(Request request) {
        return memory.knownAgents().find(request.recipientAgentId()).isPresent();
    }

    private static boolean tooLarge(Request request) {
        return request.payload().length() > MAX_GOSSIP_PAYLOAD_BYTES;
    }

    private static Outcome payloadTooLarge(Request request) {
        return Outcome.Failed.of(
                413,
                "payload_too_large",
                "payload too large: " + request.payload().length() + " bytes exceeds max " + MAX_GOSSIP_PAYLOAD_BYTES);
    }

    private static Outcome keyUnavailable(Request request, String why) {
        return Outcome.Failed.of(
                404,
                "recipient_key_unavailable",
                "recipient key material unavailable: recipient " + request.recipientAgentId() + " " + why);
    }

    private Bytes requestId(Request request) {
        String logicalId = request.logicalId();
        if (logicalId == null) {
            return context.randomBytes(16);
        }
        Bytes derived = Digests.blake3DeriveKey(
                LOGICAL_ID_CONTEXT,
                context.identity().agent().publicKey().array(),
                Bytes.ofHex(request.recipientAgentId()).array(),
                Bytes.ofUtf8(logicalId).array());
        return Bytes.ofHex(derived.hex().substring(0, 32));
    }

    // ---- acknowledgements

    long await(RawSend send) {
        long sequence = ++lastSequence;
        rawByWaiting.put(sequence, send);
        return sequence;
    }

    void forget(long sequence) {
        rawByWaiting.remove(sequence);
    }

    void await(GossipSend send) {
        gossipWaiting.computeIfAbsent(send.requestId(), id -> new ArrayList<>()).add(send);
    }

    void forget(GossipSend send) {
        gossipWaiting.computeIfPresent(send.requestId(), (id, sends) -> {
            sends.remove(send);
            return sends.isEmpty() ? null : sends;
        });
    }

    public void rawAcknowledged(long sequence) {
        RawSend send = rawByWaiting.remove(sequence);
        if (send != null) {
            send.acknowledged();
        }
    }

    public void acknowledged(GossipBody.Ack ack) {
        List.copyOf(gossipWaiting.getOrDefault(ack.requestId(), List.of()))
                .forEach(send -> send.acknowledged(ack.outcome()));
    }

    /** How a send ended. */
    public sealed interface Outcome {
        /**
         * Accepted.
         *
         * @param requestId 16 bytes
         * @param observedAckIngress how a durable acknowledgement arrived; null on the other planes
         */
        record Sent(
                String path,
                int retriesUsed,
                Bytes requestId,
                @Nullable String observedAckIngress) implements Outcome {}

        /**
         * Refused or failed.
         *
         * @param stages the stages of the last durable send; only on a timeout
         */
        record Failed(
                int status,
                String error,
                @Nullable String detail,
                @Nullable DurableStages stages) implements Outcome {
            static Failed of(int status, String error, String detail) {
                return new Failed(status, error, detail, null);
            }
        }

        /** How long each stage of a durable send took, in milliseconds. */
        record DurableStages(long strictGateMs, long publishMs, long ackWaitMs, long elapsedMs) {
            /** The name of the longest stage. */
            public String budgetStage() {
                if (strictGateMs > publishMs && strictGateMs > ackWaitMs) {
                    return "strict_gate_ms";
                }
                return publishMs > ackWaitMs ? "publish_ms" : "ack_wait_ms";
            }
        }
    }

    /**
     * A well-formed {@code POST /direct/send}.
     *
     * @param rawAckMs timeout of the raw acknowledgement, 100 to 30000; null means the daemon's default of 8 s
     * @param requireAckMs if set, ping the peer after the send, with this timeout
     */
    public record Request(
            String recipientAgentId,
            Bytes payload,
            boolean preferRaw,
            @Nullable Long rawAckMs,
            boolean stopFallback,
            boolean requireGossip,
            @Nullable Long requireAckMs,
            boolean durable,
            @Nullable String logicalId) {}
}
