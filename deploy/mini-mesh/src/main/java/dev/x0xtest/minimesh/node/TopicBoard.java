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

/** Topics this node listens to, and the one broadcast channel all {@code /events} readers share. On the node's loop. */
public final class TopicBoard {
    /** What a reader of {@code /events} may lag behind, as in x0xd. */
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

    /** A new subscription, 16 hexadecimal characters; a second one to the same topic means each message twice. */
    public String subscribe(String topic) {
        String id = context.randomBytes(8).hex();
        topicBySubscription.put(id, topic);
        return id;
    }

    /** Whether there was such a subscription. */
    public boolean unsubscribe(String subscriptionId) {
        return topicBySubscription.remove(subscriptionId) != null;
    }

    public int subscriptions() {
        return topicBySubscription.size();
    }

    /** Publishes to everybody who listens, ourselves included; a {@code local:} topic stays here. */
    public void publish(String topic, Bytes payload) {
        deliver(topic, payload, context.identity().agentId(), true);
        if (!topic.startsWith(LOCAL)) {
            flood.publish(new GossipBody.Topic(topic, payload));
        }
    }

    /** A publication of another node. */
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
