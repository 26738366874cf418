package dev.x0xtest.minimesh.node;

import dev.x0xtest.minimesh.identity.AgentCard;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.SigningKey;
import dev.x0xtest.minimesh.node.direct.AckOutcomes;
import dev.x0xtest.minimesh.node.direct.DirectCounters;
import dev.x0xtest.minimesh.node.direct.DirectSender;
import dev.x0xtest.minimesh.node.direct.Inbox;
import dev.x0xtest.minimesh.node.direct.InboxMessage;
import dev.x0xtest.minimesh.node.links.FaultGate;
import dev.x0xtest.minimesh.node.links.Flood;
import dev.x0xtest.minimesh.node.links.Neighbours;
import dev.x0xtest.minimesh.node.links.NodeContext;
import dev.x0xtest.minimesh.node.memory.KnownAgent;
import dev.x0xtest.minimesh.node.memory.NodeMemory;
import dev.x0xtest.minimesh.transport.GossipBody;
import dev.x0xtest.minimesh.transport.LinkFrame;
import dev.x0xtest.minimesh.transport.NodeTransport;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running stand-in daemon without its HTTP API, from start to stop. Confined to its event loop. */
public final class Node implements NodeTransport.Listener {
    private static final Logger log = LoggerFactory.getLogger(Node.class);

    private final NodeContext context;
    private final NodeMemory memory;
    private final NodeTransport transport;
    private final Neighbours neighbours;
    private final DirectCounters counters = new DirectCounters();
    private final AckOutcomes acks;
    private final Flood flood;
    private final Inbox inbox;
    private final TopicBoard topics;
    private final DirectSender sender;
    private final long startedNanos;
    private boolean stopped;
    private boolean frozen;

    public Node(NodeContext context, NodeMemory memory, NodeTransport transport, List<String> bootstrapPeers) {
        this.context = context;
        this.memory = memory;
        this.transport = transport;
        this.startedNanos = context.nanoTime();
        var faults = new FaultGate(context);
        neighbours = new Neighbours(context, transport, memory.knownAgents(), bootstrapPeers);
        flood = new Flood(context, neighbours, memory.knownAgents());
        inbox = new Inbox(context, memory, counters);
        topics = new TopicBoard(context, memory.contacts(), faults, flood);
        acks = new AckOutcomes(context);
        sender = new DirectSender(context, memory, counters, acks, neighbours, flood, faults, inbox);
    }

    /** Starts to listen, to dial its bootstrap peers and to announce itself. Fails when the address is taken. */
    public void start(NodeTransport.Started started) {
        transport.start(this, new NodeTransport.Started() {
            @Override
            public void ready() {
                neighbours.start();
                announceOwn();
                context.after(context.timings().heartbeat(), Node.this::heartbeat);
                started.ready();
            }

            @Override
            public void failed(Throwable cause) {
                started.failed(cause);
            }
        });
    }

    /** Leaves the mesh. {@code done} runs when the port is free. */
    public void stop(Runnable done) {
        stopped = true;
        neighbours.stop();
        transport.stop(done);
    }

    private void heartbeat() {
        if (!stopped) {
            if (!frozen) {
                flood.heartbeat();
            }
            context.after(context.timings().heartbeat(), this::heartbeat);
        }
    }

    /**
     * Sends nothing by itself and forwards nothing, or does so again. What comes over a link is still acknowledged: the fault
     * plan keeps new messages away.
     */
    public void freeze(boolean on) {
        frozen = on;
        neighbours.quiet(on);
    }

    // A node is in its own list of discovered agents, as in x0xd.
    private void announceOwn() {
        learn(context.identity().agentId(), context.identity().machineId(), List.of(transport.localAddress()));
    }

    private void learn(String agentId, String machineId, List<String> addresses) {
        memory.knownAgents()
                .learn(new KnownAgent(
                        agentId,
                        machineId,
                        addresses,
                        KnownAgent.Source.AUTHORISED,
                        context.nowSeconds(),
                        context.nowSeconds()));
    }

    /** Trusts a verified card: its agent counts as authorised on its machine. Dials the card's addresses. */
    public void pin(AgentCard card) {
        learn(card.agentId(), card.machineId(), card.addresses());
        card.addresses().forEach(neighbours::dial);
    }

    @Override
    public void linkUp(NodeTransport.Link link) {
        neighbours.linkUp(link);
    }

    @Override
    public void linkDown(NodeTransport.Link link) {
        neighbours.linkDown(link);
    }

    @Override
    public void received(NodeTransport.Link link, LinkFrame frame) {
        neighbours.heard(link);
        if (frame instanceof LinkFrame.Hello hello) {
            neighbours.hello(link, hello.statement());
        } else if (frame instanceof LinkFrame.RawAck ack) {
            sender.rawAcknowledged(ack.sequence());
        } else if (frame instanceof LinkFrame.Raw raw) {
            raw(link, raw);
        } else if (frozen) {
            return;
        } else if (frame instanceof LinkFrame.Gossip gossip
                && neighbours.at(link).isPresent()) {
            gossip(link, gossip);
        } else if (frame instanceof LinkFrame.Heartbeat heartbeat) {
            heartbeat(link, heartbeat);
        }
    }

    private void heartbeat(NodeTransport.Link link, LinkFrame.Heartbeat heartbeat) {
        neighbours.at(link).ifPresent(neighbour -> {
            flood.received(heartbeat, neighbour);
            neighbours.announcedItself(neighbour, heartbeat.announcedAtMs());
        });
    }

    // The acknowledgement says that the frame was read, not that a client will see it.
    private void raw(NodeTransport.Link link, LinkFrame.Raw raw) {
        neighbours.at(link).ifPresent(neighbour -> {
            if (raw.sequence() != 0) {
                link.send(new LinkFrame.RawAck(raw.sequence()));
                neighbours.activity().sent(neighbour.machineId());
                acks.count(neighbour.machineId(), AckOutcomes.Outcome.RECEIVER_ACCEPTED);
            }
            inbox.raw(raw.senderAgentId(), neighbour.machineId(), raw.payload());
        });
    }

    private void gossip(NodeTransport.Link link, LinkFrame.Gossip gossip) {
        flood.received(gossip).ifPresent(body -> {
            if (concerns(body) && !context.verifier().valid(gossip)) {
                log.warn("gossip with a false signature dropped remote={}", link.remoteAddress());
                return;
            }
            act(SigningKey.idOf(gossip.originKey()), body);
        });
    }

    private boolean concerns(GossipBody body) {
        String self = context.identity().agentId();
        if (body instanceof GossipBody.Topic topic) {
            return topics.listens(topic.topic());
        }
        return (body instanceof GossipBody.Direct direct
                        && direct.recipientAgentId().equals(self))
                || (body instanceof GossipBody.Ack ack && ack.recipientAgentId().equals(self));
    }

    private void act(String origin, GossipBody body) {
        if (body instanceof GossipBody.Announcement announcement) {
            neighbours.announced(announcement.statement());
        } else if (!concerns(body)) {
            return;
        } else if (body instanceof GossipBody.Topic topic) {
            topics.received(origin, topic);
        } else if (body instanceof GossipBody.Direct direct) {
            inbox.signed(origin, direct)
                    .ifPresent(outcome -> flood.publish(new GossipBody.Ack(origin, direct.requestId(), outcome)));
        } else if (body instanceof GossipBody.Ack ack) {
            sender.acknowledged(ack);
        }
    }

    /** Injects a raw message from that machine with any claimed sender. The usual rules of the inbox apply. */
    public void injectRaw(String senderAgentId, String machineId, Bytes payload) {
        inbox.raw(senderAgentId, machineId, payload);
    }

    /** Puts a message on the streams unchanged. No rule of the inbox applies. */
    public void injectDirect(InboxMessage message) {
        inbox.show(message);
    }

    /** Puts a publication of that agent on the streams of the topic's subscribers. */
    public void injectTopic(String topic, String senderAgentId, Bytes payload, boolean verified) {
        topics.deliver(topic, payload, senderAgentId, verified);
    }

    public NodeContext context() {
        return context;
    }

    public NodeMemory memory() {
        return memory;
    }

    public Neighbours neighbours() {
        return neighbours;
    }

    public DirectCounters counters() {
        return counters;
    }

    /** How raw messages were acknowledged. */
    public AckOutcomes acks() {
        return acks;
    }

    public Inbox inbox() {
        return inbox;
    }

    public TopicBoard topics() {
        return topics;
    }

    public DirectSender sender() {
        return sender;
    }

    /** The address of the transport, {@code host:port}. */
    public String address() {
        return transport.localAddress();
    }

    public long uptimeSeconds() {
        return context.millisSince(startedNanos) / 1000;
    }
}
