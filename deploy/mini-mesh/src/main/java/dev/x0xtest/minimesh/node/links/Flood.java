package dev.x0xtest.minimesh.node.links;

import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.NodeIdentity;
import dev.x0xtest.minimesh.node.memory.KnownAgents;
import dev.x0xtest.minimesh.transport.FrameCodec;
import dev.x0xtest.minimesh.transport.GossipBody;
import dev.x0xtest.minimesh.transport.LinkFrame;
import dev.x0xtest.minimesh.transport.NodeSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gossip by flooding. A node sends each message to all neighbours, which forward it to those of theirs that have not
 * been reached; so in a full mesh each node gets it once. A message addressed to a neighbour goes to that neighbour
 * only. Confined to the node's event loop.
 */
public final class Flood {
    private static final int REMEMBERED = 10_000;
    private static final int MESSENGERS = 3;

    private final NodeContext context;
    private final Neighbours neighbours;
    private final KnownAgents knownAgents;
    private final Map<Bytes, Boolean> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Flood(NodeContext context, Neighbours neighbours, KnownAgents knownAgents) {
        this.context = context;
        this.neighbours = neighbours;
        this.knownAgents = knownAgents;
    }

    /** Signs a message and sends it. */
    public void publish(GossipBody body) {
        Bytes messageId = context.randomBytes(16);
        LinkFrame.Gossip gossip = signed(context.identity(), messageId, FrameCodec.encode(body));
        seen.put(messageId, Boolean.TRUE);
        forward(gossip, body);
    }

    /** Announces this node to its neighbours again. Those that know further nodes forward the announcement. */
    public void heartbeat() {
        Bytes messageId = context.randomBytes(16);
        seen.put(messageId, Boolean.TRUE);
        var frame = new LinkFrame.Heartbeat(messageId, context.nowMs(), reach());
        neighbours.all().forEach(neighbour -> neighbour.link().send(frame));
    }

    /** Forwards a neighbour's heartbeat to the nodes that it does not reach, as its announcement. */
    public void received(LinkFrame.Heartbeat heartbeat, Neighbours.Neighbour origin) {
        if (seen.put(heartbeat.messageId(), Boolean.TRUE) == null
                && neighbours.all().stream().anyMatch(neighbour -> isNew(neighbour, heartbeat.reached()))
                && isMessenger(heartbeat, origin)) {
            var announcement = new GossipBody.Announcement(origin.statement());
            forward(
                    new LinkFrame.Gossip(
                            heartbeat.messageId(),
                            heartbeat.reached(),
                            FrameCodec.encode(announcement),
                            Bytes.EMPTY,
                            Bytes.EMPTY),
                    announcement);
        }
    }

    // While a node of a large mesh links up, all others know both it and nodes that it has not reached yet. An
    // announcement is 10 kB: from all of them it would flood the newcomer's socket.
    private boolean isMessenger(LinkFrame.Heartbeat heartbeat, Neighbours.Neighbour origin) {
        String self = context.identity().machineId();
        List<String> common = neighbours.machineIds().stream()
                .filter(machine -> !machine.equals(origin.machineId()))
                .filter(heartbeat.reached()::contains)
                .toList();
        return NodeSet.of(common).isAmongFirst(MESSENGERS, self, heartbeat.messageId());
    }

    static LinkFrame.Gossip signed(NodeIdentity identity, Bytes messageId, Bytes encoded) {
        Bytes signature = identity.agent().sign(Verifier.signedBytes(messageId, encoded));
        return new LinkFrame.Gossip(
                messageId, NodeSet.NONE, encoded, identity.agent().publicKey(), signature);
    }

    /** Forwards a neighbour's message and returns its body; empty if this node has seen it before. */
    public Optional<GossipBody> received(LinkFrame.Gossip gossip) {
        if (seen.put(gossip.messageId(), Boolean.TRUE) != null) {
            return Optional.empty();
        }
        GossipBody body = FrameCodec.decode(gossip.body());
        if (!context.identity().agentId().equals(addressee(body))) {
            forward(gossip, body);
        }
        return Optional.of(body);
    }

    private void forward(LinkFrame.Gossip gossip, GossipBody body) {
        String addressee = addressee(body);
        Optional<Neighbours.Neighbour> direct = addressee == null
                ? Optional.empty()
                : knownAgents.find(addressee).flatMap(agent -> neighbours.find(agent.machineId()));
        if (direct.isPresent()) {
            direct.get().link().send(gossip);
            return;
        }
        LinkFrame.Gossip onward = gossip.reaching(reach());
        for (Neighbours.Neighbour neighbour : neighbours.all()) {
            if (isNew(neighbour, gossip.reached())) {
                neighbour.link().send(onward);
            }
        }
    }

    private static boolean isNew(Neighbours.Neighbour neighbour, NodeSet reached) {
        return !reached.contains(neighbour.machineId());
    }

    /** This node and its neighbours. */
    private NodeSet reach() {
        return NodeSet.of(Stream.concat(Stream.of(context.identity().machineId()), neighbours.machineIds().stream())
                .toList());
    }

    private static @Nullable String addressee(GossipBody body) {
        if (body instanceof GossipBody.Direct direct) {
            return direct.recipientAgentId();
        }
        return body instanceof GossipBody.Ack ack ? ack.recipientAgentId() : null;
    }
}
