package dev.x0xtest.local.simulation.message;

import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The topics of a simulated fleet. What is published comes to every subscription of its topic, in no time. Closed until
 * {@link #open}: then nothing comes to anybody. Confined to one thread.
 */
public final class TopicBoard {
    private final Map<Integer, List<StreamListener<TopicMessage>>> readers = new HashMap<>();
    private final Map<Integer, Map<String, String>> topics = new HashMap<>();
    private int subscriptions;
    private boolean open;

    /** From now on messages come to their subscribers. */
    public void open() {
        open = true;
    }

    /** Adds a reader of the stream of a node's daemon. */
    public void read(int node, StreamListener<TopicMessage> reader) {
        readers.computeIfAbsent(node, first -> new ArrayList<>()).add(reader);
    }

    /** Subscribes a node's daemon; returns the id of the subscription. */
    public String subscribe(int node, String topic) {
        String id = topic + subscriptions++;
        topics.computeIfAbsent(node, first -> new LinkedHashMap<>()).put(id, topic);
        return id;
    }

    /** Ends a subscription. */
    public void unsubscribe(int node, String id) {
        topics.computeIfAbsent(node, none -> new LinkedHashMap<>()).remove(id);
    }

    /** Publishes what an agent says. */
    public void publish(AgentId sender, String topic, byte[] payload) {
        if (!open) {
            return;
        }
        topics.forEach((node, subscribed) -> List.copyOf(subscribed.entrySet()).stream()
                .filter(one -> one.getValue().equals(topic))
                .map(one -> new TopicMessage(topic, one.getKey(), payload, sender, true, "trusted"))
                .forEach(message ->
                        List.copyOf(readers.getOrDefault(node, List.of())).forEach(reader -> reader.onEvent(message))));
    }
}
