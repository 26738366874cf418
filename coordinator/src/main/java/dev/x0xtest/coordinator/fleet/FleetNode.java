package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.coordinator.tunnel.SshTarget;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One host of a fleet.
 *
 * @param labels further facts, such as region and provider; no decision depends on them
 * @param memberships by network; empty: the node is in every network
 */
public record FleetNode(
        NodeLabel label, SshTarget ssh, Map<String, String> labels, Map<NetworkName, Membership> memberships) {
    private static final Membership UNSAID = new Membership(null, null);

    public FleetNode {
        labels = Map.copyOf(labels);
        memberships = Map.copyOf(memberships);
    }

    /**
     * A node's part in one network.
     *
     * @param agent the pinned agent id; null: the run learns it
     * @param apiPort null: the network's default
     */
    public record Membership(
            @Nullable AgentId agent, @Nullable Integer apiPort) {}

    /** Empty if the node is not in this network. */
    public Optional<Membership> in(NetworkName network) {
        return memberships.isEmpty() ? Optional.of(UNSAID) : Optional.ofNullable(memberships.get(network));
    }
}
