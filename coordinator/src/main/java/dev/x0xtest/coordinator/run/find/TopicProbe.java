package dev.x0xtest.coordinator.run.find;

import dev.x0xtest.coordinator.run.ask.Commands;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.Result;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Asks a node on the discover topic, once, while a direct message to it is acknowledged and unanswered. An answer shows
 * that its runner lives and hears its daemon, so that direct messages end somewhere else. Confined to the run's thread.
 */
public final class TopicProbe {
    /** How long a direct message may be unanswered before the topic is tried. */
    public static final long AFTER_NANOS = 2_000_000_000L;

    private final Commands commands;
    private final Outbox outbox;
    private final boolean pubsub;
    private final Set<NodeState> asked = new HashSet<>();
    private final Map<String, NodeState> byCommand = new HashMap<>();

    TopicProbe(Commands commands, Outbox outbox, boolean pubsub) {
        this.commands = commands;
        this.outbox = outbox;
        this.pubsub = pubsub;
    }

    /** Asks the node if this exchange is one-sided: a daemon took the command, and the runner said nothing at all. */
    public void ask(NodeState node, Exchange exchange) {
        if (pubsub && exchange.anyAccepted() && exchange.refusal() == null && asked.add(node)) {
            Command command = commands.probe(node);
            byCommand.put(command.commandId(), node);
            outbox.publishProbe(Topics.DISCOVER, command.json());
        }
    }

    /** Takes the answer to a probe; false: it is none. */
    boolean answered(Result result, AgentId sender) {
        NodeState node = byCommand.get(String.valueOf(result.commandId()));
        if (node != null && sender.equals(node.agentId())) {
            node.aliveByTopic();
        }
        return node != null;
    }
}
