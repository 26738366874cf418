package dev.x0xtest.coordinator.run.node;

import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.Timers;
import dev.x0xtest.wire.NodeLabel;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Finds nodes that are lost: ready nodes of which nothing was heard for a lease, although at least two messages went to
 * them. Only silence counts. A send that the anchor's daemon refuses shows a broken link, not a dead node. Silence does
 * not count while this coordinator could not hear: while it was stopped, while the anchor's stream was interrupted, or
 * while the anchor's daemon, perhaps restarted, hears no other node.
 * Confined to the run's thread.
 *
 * <table><caption>Life of a node</caption>
 * <tr><td>ALIVE</td><td>silent for a lease, two messages unanswered</td><td>→ LOST</td></tr>
 * <tr><td>LOST</td><td>a message of it</td><td>→ ALIVE</td></tr>
 * <tr><td>LOST</td><td>silent for a lease, the grace and five seconds</td><td>→ ABANDONED, which is final</td></tr>
 * </table>
 */
public final class Liveness {
    private static final long TICK_NANOS = 1_000_000_000L;
    /** A tick that comes later than this shows that the coordinator itself stood still. */
    private static final long LATE_NANOS = 3_000_000_000L;
    /** After a pause of its own the coordinator waits for one round of renewals before it calls a node lost. */
    private static final long FRESH_NANOS = 10_000_000_000L;

    /**
     * How long a restarted daemon may take until it hears the other nodes for good. Measured: x0xd delivers what was kept
     * for it at once, and may then hear nobody for 70 s, until its peers have given up their old connections to it.
     */
    private static final long REJOIN_NANOS = 90_000_000_000L;
    /** A daemon that heard none of the others for two renewals hears nobody. */
    private static final long ALONE_NANOS = 10_000_000_000L;

    private static final Duration COLLECT = Duration.ofSeconds(5);

    private final NodeLabel anchor;
    private final List<NodeState> nodes;
    private final Timers timers;
    private final Listener listener;
    private final long leaseNanos;
    private final long patienceNanos;
    private long tickedNanos;
    private boolean deaf;
    private boolean interrupted;
    /** Since when the anchor's stream is open again, if it was interrupted. */
    private long reopenedNanos;
    /** When a node other than the anchor was last heard. */
    private long othersNanos;

    /** Callbacks on the run's thread. */
    public interface Listener {
        /** Nothing was heard of the node for a lease. */
        void lost(NodeState node, long nowNanos);

        /** A lost node was heard of again. */
        void back(NodeState node, long nowNanos);

        /** The run goes on without the node. */
        void abandoned(NodeState node, long nowNanos);
    }

    /** Every node is alive. Without a lease in the limits, as in older journals, no node is ever lost. */
    public Liveness(
            RunConfig.Limits limits, NodeLabel anchor, List<NodeState> nodes, Timers timers, Listener listener) {
        this.anchor = anchor;
        this.nodes = nodes;
        this.timers = timers;
        this.listener = listener;
        Duration lease = limits.lease();
        this.leaseNanos = lease == null ? Long.MAX_VALUE : lease.toNanos();
        this.patienceNanos = limits.grace().plus(COLLECT).toNanos();
    }

    /** Begins to watch. */
    public void start(long nowNanos) {
        if (leaseNanos != Long.MAX_VALUE) {
            tickedNanos = nowNanos;
            timers.at(nowNanos + TICK_NANOS, this::tick);
        }
    }

    /** A verified message of the node came. */
    public void heard(NodeState node, long nowNanos) {
        if (!node.label().equals(anchor)) {
            if (alone(nowNanos)) {
                // The anchor's daemon is back in the mesh: only from now on does the silence of a node mean anything.
                nodes.stream().filter(other -> !other.abandoned()).forEach(other -> other.heard(nowNanos));
            }
            othersNanos = nowNanos;
        }
        node.heard(nowNanos);
        if (node.life() == NodeState.Life.LOST) {
            node.life(NodeState.Life.ALIVE);
            listener.back(node, nowNanos);
        }
    }

    /** The anchor's stream of direct messages was interrupted, or is open again. */
    public void hears(boolean open, long nowNanos) {
        interrupted |= !open;
        deaf = !open;
        if (open) {
            reopenedNanos = nowNanos;
            silenceSaysNothing(nowNanos);
        }
    }

    /** Whether the anchor's daemon, whose stream was interrupted not long ago, hears none of the other nodes. */
    private boolean alone(long nowNanos) {
        return interrupted
                && nowNanos - reopenedNanos < REJOIN_NANOS
                && nowNanos - Math.max(othersNanos, reopenedNanos) >= ALONE_NANOS;
    }

    /** Ready nodes that left two messages unanswered, the longest silent first; the run still waits for them. */
    public List<NodeState> silent() {
        return nodes.stream()
                .filter(node -> node.ready() && !node.abandoned() && node.silent())
                .sorted(Comparator.comparingLong(NodeState::heardNanos))
                .toList();
    }

    /** How long nothing was heard of a node. */
    public long silentNanos(NodeState node, long nowNanos) {
        return nowNanos - node.heardNanos();
    }

    /** How long the run waits for a silent node; {@code Long.MAX_VALUE}: as long as it lasts. */
    public long patienceNanos() {
        return leaseNanos == Long.MAX_VALUE ? Long.MAX_VALUE : leaseNanos + patienceNanos;
    }

    private void tick(long nowNanos) {
        if (deaf || alone(nowNanos) || nowNanos - tickedNanos > LATE_NANOS) {
            silenceSaysNothing(nowNanos);
        }
        tickedNanos = nowNanos;
        timers.at(nowNanos + TICK_NANOS, this::tick);
        for (NodeState node : nodes) {
            long silentNanos = nowNanos - node.heardNanos();
            if (node.life() == NodeState.Life.ALIVE && isLost(node, silentNanos)) {
                node.life(NodeState.Life.LOST);
                listener.lost(node, nowNanos);
            } else if (node.life() == NodeState.Life.LOST && silentNanos >= leaseNanos + patienceNanos) {
                node.life(NodeState.Life.ABANDONED);
                listener.abandoned(node, nowNanos);
            }
        }
    }

    private boolean isLost(NodeState node, long silentNanos) {
        return node.ready() && silentNanos >= leaseNanos && node.silent();
    }

    private void silenceSaysNothing(long nowNanos) {
        for (NodeState node : nodes) {
            if (!node.abandoned()) {
                node.heard(nowNanos - leaseNanos + FRESH_NANOS);
            }
        }
    }
}
