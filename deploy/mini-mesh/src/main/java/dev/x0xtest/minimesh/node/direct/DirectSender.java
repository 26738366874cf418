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

/**
 * Sends direct messages: chooses the plane as x0xd does (lib.rs, {@code send_direct_with_config}) and keeps what waits
 * for an acknowledgement. Answers exactly once, except under a {@code stall} fault. On the node's loop.
 */
public final class DirectSender {
    /** The most a message by gossip may have, as in x0xd (src/dm.rs). */
    public static final int MAX_GOSSIP_PAYLOAD_BYTES = 49_152;

    private static final String LOGICAL_ID_CONTEXT = "x0x dm logical request id v1";

    final NodeContext context;
    final NodeMemory memory;
    final DirectCounters counters;
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
            Neighbours neighbours,
            Flood flood,
            FaultGate faults,
            Inbox inbox) {
        this.context = context;
        this.memory = memory;
        this.counters = counters;
        this.neighbours = neighbours;
        this.flood = flood;
        this.faults = faults;
        this.inbox = inbox;
    }

    /** Sends, and answers on the node's loop, maybe before this returns. */
    public void send(SendRequest request, Consumer<SendAnswer> answer) {
        if (memory.contacts().blocks(request.recipientAgentId())) {
            answer.accept(new SendAnswer.Failed(403, "agent is blocked", null, null));
            return;
        }
        counters.sendStarted();
        if (request.recipientAgentId().equals(context.identity().agentId())) {
            inbox.loopback(request.payload());
            finish(request, new SendAnswer.Sent("loopback", 0, context.randomBytes(16), null), answer);
        } else if (request.durable()) {
            durable(request, result -> finish(request, result, answer));
        } else if (request.preferRaw() && !request.requireGossip()) {
            new RawSend(this, request).start(result -> rawEnded(request, result, answer));
        } else {
            gossip(request, result -> finish(request, result, answer));
        }
    }

    private void durable(SendRequest request, Consumer<SendAnswer> answer) {
        if (tooLarge(request)) {
            answer.accept(payloadTooLarge(request));
        } else if (capable(request)) {
            new GossipSend(this, request, requestId(request)).start(answer);
        } else {
            context.after(context.timings().capabilityWait(), () -> lateDurable(request, answer));
        }
    }

    private void lateDurable(SendRequest request, Consumer<SendAnswer> answer) {
        if (capable(request)) {
            new GossipSend(this, request, requestId(request)).start(answer);
        } else {
            answer.accept(keyUnavailable(request, "has no known DM capability advert"));
        }
    }

    private void gossip(SendRequest request, Consumer<SendAnswer> answer) {
        if (!capable(request)) {
            answer.accept(keyUnavailable(request, "has no gossip DM capability advert"));
        } else if (tooLarge(request)) {
            answer.accept(payloadTooLarge(request));
        } else {
            new GossipSend(this, request, context.randomBytes(16)).start(answer);
        }
    }

    // What a raw send could not do, gossip tries, unless the request forbids it or the peer is unknown.
    private void rawEnded(SendRequest request, SendAnswer result, Consumer<SendAnswer> answer) {
        if (result instanceof SendAnswer.Failed && !request.stopFallback() && capable(request) && !tooLarge(request)) {
            gossip(request, afterwards -> finish(request, afterwards, answer));
        } else {
            finish(request, result, answer);
        }
    }

    private void finish(SendRequest request, SendAnswer result, Consumer<SendAnswer> answer) {
        if (result instanceof SendAnswer.Sent sent) {
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

    private boolean capable(SendRequest request) {
        return memory.directory().find(request.recipientAgentId()).isPresent();
    }

    private static boolean tooLarge(SendRequest request) {
        return request.payload().length() > MAX_GOSSIP_PAYLOAD_BYTES;
    }

    private static SendAnswer payloadTooLarge(SendRequest request) {
        return SendAnswer.Failed.of(
                413,
                "payload_too_large",
                "payload too large: " + request.payload().length() + " bytes exceeds max " + MAX_GOSSIP_PAYLOAD_BYTES);
    }

    private static SendAnswer keyUnavailable(SendRequest request, String why) {
        return SendAnswer.Failed.of(
                404,
                "recipient_key_unavailable",
                "recipient key material unavailable: recipient " + request.recipientAgentId() + " " + why);
    }

    private Bytes requestId(SendRequest request) {
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
}
