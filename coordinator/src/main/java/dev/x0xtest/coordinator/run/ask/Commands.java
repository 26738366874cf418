package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.terms.Ids;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.DiscoverParams;
import org.jspecify.annotations.Nullable;

/** Makes the commands of a run: each has an id of its own, the anchor to answer to, and the run's wish about topics. */
public final class Commands {
    private final Ids ids;
    private final AgentId anchor;
    private final boolean noPubsub;
    private final @Nullable NetworkName network;

    public Commands(RunConfig config, AgentId anchor) {
        this.ids = new Ids(config.seed());
        this.anchor = anchor;
        this.noPubsub = !config.pubsub();
        this.network = config.network();
    }

    public String nextId() {
        return ids.next();
    }

    public <P> Command to(NodeState node, Action<P, ?> action, P params) {
        return named(nextId(), node, action, params);
    }

    public <P> Command toEveryNode(Action<P, ?> action, P params) {
        return Command.of(nextId(), Command.EVERY_NODE, action, params, anchor, noPubsub, network);
    }

    public <P> Command named(String id, NodeState node, Action<P, ?> action, P params) {
        return Command.of(id, node.label.text(), action, params, anchor, noPubsub, network);
    }

    /** A discovery that does not ask the runner to stay away from its topics, whatever the run asked for. */
    public Command backToTopics(NodeState node) {
        return Command.of(nextId(), node.label.text(), Actions.DISCOVER, DiscoverParams.ours(), anchor, false, network);
    }
}
