package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import java.util.SplittableRandom;
import java.util.UUID;
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
        return Command.of(id, node.label().text(), action, params, anchor, noPubsub, network);
    }

    /** A discovery that does not ask the runner to stay away from its topics, whatever the run asked for. */
    public Command backToTopics(NodeState node) {
        return Command.of(
                nextId(), node.label().text(), Actions.DISCOVER, Discover.Params.ours(), anchor, false, network);
    }

    /** The ids of a run's commands: random-looking UUIDs (version 4), the same for the same seed. They are no secret. */
    static final class Ids {
        private final SplittableRandom random;

        Ids(long seed) {
            this.random = new SplittableRandom(seed);
        }

        String next() {
            long high = (random.nextLong() & ~0xF000L) | 0x4000L;
            long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low).toString();
        }
    }
}
