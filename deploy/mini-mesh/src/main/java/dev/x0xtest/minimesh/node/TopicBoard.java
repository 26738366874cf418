package dev.x0xtest.minimesh.node;

import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.node.links.Fanout;
import dev.x0xtest.minimesh.node.links.FaultGate;
import dev.x0xtest.minimesh.node.links.Flood;
import dev.x0xtest.minimesh.node.links.NodeContext;
import dev.x0xtest.minimesh.node.memory.Contact;
import dev.x0xtest.minimesh.node.memory.Contacts;
import dev.x0xtest.minimesh.node.memory.TrustLevel;
import dev.x0xtest.minimesh.transport.GossipBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The topics that this node subscribes to, and the broadcast channel that all readers of {@code /events} share.
 * Confined to the node's event loop.
 */
public final class TopicBoard {
    /** Queue length of a reader of {@code /events}, as in x0xd. */
    static final int QUEUE = 256;

    private static final String LOCAL = "local:";

    private final NodeContext context;
    private final Contacts contacts;
    private final FaultGate faults;
    private final Flood flood;
    private final Fanout<TopicMessage> stream = new Fanout<>(QUEUE);
    private final Map<String, String> topicBySubscription = new LinkedHashMap<>();

    TopicBoard(NodeContext context, Contacts contacts, FaultGate faults, Flood flood) {
        this.context = context;
        this.contacts = contacts;
        this.faults = faults;
        this.flood = flood;
    }

    public Fanout<TopicMessage> stream() {
        return stream;
    }

    /**
     * Subscribes; returns an id of 16 hexadecimal characters. Two subscriptions to one topic get each message twice.
     */
    public String subscribe(String topic) {
        String id = context.randomBytes(8).hex();
        topicBySubscription.put(id, topic);
        return id;
    }

    /** Ends a subscription. Returns whether it existed. */
    public boolean unsubscribe(String subscriptionId) {
        return topicBySubscription.remove(subscriptionId) != null;
    }

    public int subscriptions() {
        return topicBySubscription.size();
    }

    /** Publishes to every subscriber, this node included. A {@code local:} topic does not leave the node. */
    public void publish(String topic, Bytes payload) {
        deliver(topic, payload, context.identity().agentId(), true);
        if (!topic.startsWith(LOCAL)) {
            flood.publish(new GossipBody.Topic(topic, payload));
        }
    }

    /** Receives a publication of another node. */
    void received(String origin, GossipBody.Topic publication) {
        if (publication.topic().startsWith(LOCAL) || contacts.blocks(origin)) {
            return;
        }
        faults.pass(
                origin,
                context.identity().agentId(),
                Fault.Plane.PUBSUB,
                publication.payload(),
                (payload, acknowledged) -> deliver(publication.topic(), payload, origin, true));
    }

    boolean listens(String topic) {
        return topicBySubscription.containsValue(topic);
    }

    void deliver(String topic, Bytes payload, String sender, boolean verified) {
        for (var subscription : List.copyOf(topicBySubscription.entrySet())) {
            if (subscription.getValue().equals(topic)) {
                stream.publish(new TopicMessage(
                        subscription.getKey(),
                        topic,
                        payload,
                        sender,
                        verified,
                        contacts.find(sender).map(Contact::trustLevel).orElse(TrustLevel.UNKNOWN)));
            }
        }
    }

    /** A publication as {@code /events} shows it to one subscription. */
    public record TopicMessage(
            String subscriptionId,
            String topic,
            Bytes payload,
            String senderAgentId,
            boolean verified,
            TrustLevel trustLevel) {}
}
