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
 * @param labels what else is known of it, such as region and provider; nothing depends on them
 * @param memberships by network; empty: it is in every network
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
     * @param agent what its daemon's id is pinned to; null: to be learned
     * @param apiPort null: the network's
     */
    public record Membership(
            @Nullable AgentId agent, @Nullable Integer apiPort) {}

    /** Empty when the node is not of this network. */
    public Optional<Membership> in(NetworkName network) {
        return memberships.isEmpty() ? Optional.of(UNSAID) : Optional.ofNullable(memberships.get(network));
    }
}
