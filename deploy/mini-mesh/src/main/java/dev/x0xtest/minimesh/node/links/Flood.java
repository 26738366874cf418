package dev.x0xtest.minimesh.node.links;

import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.NodeIdentity;
import dev.x0xtest.minimesh.node.memory.KnownAgents;
import dev.x0xtest.minimesh.transport.FrameCodec;
import dev.x0xtest.minimesh.transport.GossipBody;
import dev.x0xtest.minimesh.transport.LinkFrame;
import dev.x0xtest.minimesh.transport.NodeTransport.Link;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gossip by flooding. A node sends each message to all neighbours, which forward it. A message addressed to a neighbour
 * goes to that neighbour only. Confined to the node's event loop.
 */
public final class Flood {
    private static final int REMEMBERED = 10_000;

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
        forward(gossip, body, null);
    }

    static LinkFrame.Gossip signed(NodeIdentity identity, Bytes messageId, Bytes encoded) {
        Bytes signature = identity.agent().sign(Verifier.signedBytes(messageId, encoded));
        return new LinkFrame.Gossip(messageId, encoded, identity.agent().publicKey(), signature);
    }

    /** Forwards a neighbour's message and returns its body; empty if this node has seen it before. */
    public Optional<GossipBody> received(Link from, LinkFrame.Gossip gossip) {
        if (seen.put(gossip.messageId(), Boolean.TRUE) != null) {
            return Optional.empty();
        }
        GossipBody body = FrameCodec.decode(gossip.body());
        if (!context.identity().agentId().equals(addressee(body))) {
            forward(gossip, body, from);
        }
        return Optional.of(body);
    }

    private void forward(LinkFrame.Gossip gossip, GossipBody body, @Nullable Link from) {
        String addressee = addressee(body);
        Optional<Neighbours.Neighbour> direct = addressee == null
                ? Optional.empty()
                : knownAgents.find(addressee).flatMap(agent -> neighbours.find(agent.machineId()));
        if (direct.isPresent()) {
            direct.get().link().send(gossip);
            return;
        }
        for (Neighbours.Neighbour neighbour : neighbours.all()) {
            if (neighbour.link() != from) {
                neighbour.link().send(gossip);
            }
        }
    }

    private static @Nullable String addressee(GossipBody body) {
        if (body instanceof GossipBody.Direct direct) {
            return direct.recipientAgentId();
        }
        return body instanceof GossipBody.Ack ack ? ack.recipientAgentId() : null;
    }
}
