package dev.x0xtest.minimesh.node.direct;

import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.Digests;
import dev.x0xtest.minimesh.node.links.Fanout;
import dev.x0xtest.minimesh.node.links.NodeContext;
import dev.x0xtest.minimesh.node.memory.History;
import dev.x0xtest.minimesh.node.memory.KnownAgent;
import dev.x0xtest.minimesh.node.memory.NodeMemory;
import dev.x0xtest.minimesh.transport.GossipBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Receives direct messages: verifies the sender, drops blocked senders, stores in the history and feeds the streams.
 * Confined to the node's event loop.
 */
public final class Inbox {
    /** Queue length of a reader of {@code /direct/events}, as in x0xd (src/direct.rs). */
    public static final int QUEUE = 8_192;

    private static final int REMEMBERED = 10_000;

    private final NodeContext context;
    private final NodeMemory memory;
    private final DirectCounters counters;
    private final Fanout<InboxMessage> stream = new Fanout<>(QUEUE);
    private final Map<Bytes, Bytes> accepted = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Bytes> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Inbox(NodeContext context, NodeMemory memory, DirectCounters counters) {
        this.context = context;
        this.memory = memory;
        this.counters = counters;
    }

    public Fanout<InboxMessage> stream() {
        return stream;
    }

    /** Receives a message of this node to itself. */
    void loopback(Bytes payload) {
        String self = context.identity().agentId();
        show(new InboxMessage(self, context.identity().machineId(), payload, context.nowMs(), true, "accept"));
    }

    /** Receives a raw message. It is verified only if the claimed sender is authorised on that machine. */
    public void raw(String senderAgentId, String machineId, Bytes payload) {
        boolean verified = memory.knownAgents()
                .find(senderAgentId)
                .filter(agent -> agent.authorised() && agent.machineId().equals(machineId))
                .isPresent();
        if (memory.contacts().blocks(senderAgentId)) {
            counters.trustRejected();
            return;
        }
        if (verified) {
            memory.history().receivedRaw(new History.Author(senderAgentId, machineId), payload, context.nowMs());
        }
        show(message(senderAgentId, machineId, payload, verified));
    }

    /**
     * Receives a signed message. It is verified, and authorises its sender on that machine.
     *
     * @return the outcome to acknowledge; empty for a blocked sender, which gets no answer
     */
    public Optional<GossipBody.Outcome> signed(String senderAgentId, GossipBody.Direct direct) {
        if (memory.contacts().blocks(senderAgentId)) {
            counters.trustRejected();
            return Optional.empty();
        }
        attested(senderAgentId, direct.senderMachineId());
        Bytes key = Digests.sha256(
                Bytes.ofUtf8(senderAgentId).array(), direct.requestId().array());
        Bytes digest = Digests.sha256(direct.payload().array());
        Bytes earlier = accepted.putIfAbsent(key, digest);
        if (earlier != null) {
            return Optional.of(earlier.equals(digest) ? GossipBody.Outcome.ACCEPTED : GossipBody.Outcome.CONFLICT);
        }
        memory.history()
                .receivedSigned(
                        new History.Author(senderAgentId, direct.senderMachineId()),
                        direct.requestId(),
                        direct.payload(),
                        context.nowMs());
        show(message(senderAgentId, direct.senderMachineId(), direct.payload(), true));
        return Optional.of(GossipBody.Outcome.ACCEPTED);
    }

    private void attested(String agentId, String machineId) {
        memory.knownAgents()
                .learn(new KnownAgent(
                        agentId,
                        machineId,
                        List.of(),
                        KnownAgent.Source.AUTHORISED,
                        context.nowSeconds(),
                        context.nowSeconds()));
    }

    private InboxMessage message(String sender, String machineId, Bytes payload, boolean verified) {
        return new InboxMessage(
                sender,
                machineId,
                payload,
                context.nowMs(),
                verified,
                memory.contacts().decision(sender));
    }

    /** Puts a message on the streams without any check. */
    public void show(InboxMessage message) {
        counters.received(message.senderAgentId(), context.nanoTime());
        stream.publish(message);
    }
}
