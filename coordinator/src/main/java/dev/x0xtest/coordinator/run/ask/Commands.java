package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.plan.RunRef;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds the commands of a run. Each has its own id, names the anchor that the answer goes to, and says whether to
 * leave the topics.
 */
public final class Commands {
    /** So that a probe does not shift the ids of the commands after it. */
    private static final long PROBES = 0x70726f6265L;

    private final Ids ids;
    private final Ids probeIds;
    private final AgentId anchor;
    private final boolean noPubsub;
    private final @Nullable NetworkName network;
    private @Nullable String holder;

    /** Commands of this run, to be answered to this anchor. */
    public Commands(RunConfig config, AgentId anchor) {
        this.ids = new Ids(config.seed());
        this.probeIds = new Ids(config.seed() ^ PROBES);
        this.anchor = anchor;
        this.noPubsub = !config.pubsub();
        this.network = config.network();
    }

    /** From now on the process with this id commands the run. */
    public void heldBy(String process) {
        holder = process;
    }

    /** The run as its runners must be told it: with the process that commands it, unless that is the first one. */
    public RunRef held(RunRef run) {
        return holder == null ? run : run.heldBy(holder);
    }

    /** An id for a command that is built later. */
    public String nextId() {
        return ids.next();
    }

    /** A command for one node. */
    public <P> Command to(NodeState node, Action<P, ?> action, P params) {
        return named(nextId(), node, action, params);
    }

    /** A discovery of one node that is not part of the search for it. */
    public Command probe(NodeState node) {
        return named(probeIds.next(), node, Actions.DISCOVER, Discover.Params.ours());
    }

    /** A command that every runner on the topic obeys. */
    public <P> Command toEveryNode(Action<P, ?> action, P params) {
        return Command.of(nextId(), Command.EVERY_NODE, action, params, anchor, noPubsub, network);
    }

    /** A command under an id from {@link #nextId}. */
    public <P> Command named(String id, NodeState node, Action<P, ?> action, P params) {
        return Command.of(id, node.label().text(), action, params, anchor, noPubsub, network);
    }

    /** A discovery that lets the runner use its topics again, even if the run asked it to leave them. */
    public Command backToTopics(NodeState node) {
        return Command.of(
                nextId(), node.label().text(), Actions.DISCOVER, Discover.Params.ours(), anchor, false, network);
    }

    /**
     * Ids of commands: UUIDs of version 4 from a seeded generator, so that a replay has the same ids. They are not
     * secret.
     */
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
