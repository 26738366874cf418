package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.fleet.FleetNode.Membership;
import dev.x0xtest.coordinator.tunnel.SshTarget;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds one network of a token file to a fleet. Pure. */
public final class FleetImport {
    private final Network network;
    private final Map<NodeLabel, AgentId> agents;

    public FleetImport(Network network, Map<NodeLabel, AgentId> agents) {
        this.network = network;
        this.agents = Map.copyOf(agents);
    }

    /** The nodes of the token file, not pinned yet. */
    public static List<FleetNode> toAsk(TokensFile tokens, Network network, @Nullable Fleet before, SshDefaults ssh) {
        List<FleetNode> nodes = new ArrayList<>();
        tokens.nodes(network.name()).forEach((label, entry) -> {
            FleetNode known = known(before, label).orElse(null);
            if (known != null && !known.ssh().host().equals(entry.host())) {
                throw new UsageException(tokens.path() + ": " + label.text() + " is " + entry.host() + ", in "
                        + Objects.requireNonNull(before).source() + " it is "
                        + known.ssh().host());
            }
            nodes.add(
                    known != null
                            ? known
                            : new FleetNode(label, ssh.target(tokens.path(), label, entry.host()), Map.of(), Map.of()));
        });
        Fleet.contradiction(nodes).ifPresent(line -> {
            throw new UsageException(tokens.path() + ": " + line);
        });
        return nodes;
    }

    /** The ssh settings of hosts for which only an address is known. */
    public record SshDefaults(
            @Nullable String user, @Nullable Integer port, List<String> options) {
        SshTarget target(Path file, NodeLabel label, String host) {
            try {
                return new SshTarget("ssh", host, user, port, options);
            } catch (IllegalArgumentException e) {
                throw new UsageException(file + ": " + label.text() + ": " + e.getMessage());
            }
        }
    }

    private static Optional<FleetNode> known(@Nullable Fleet fleet, NodeLabel label) {
        return fleet == null
                ? Optional.empty()
                : fleet.nodes().stream()
                        .filter(node -> node.label().equals(label))
                        .findFirst();
    }

    /**
     * Adds the nodes to the network and pins them.
     *
     * @param repin whether a pin may change
     * @throws EnvironmentException if a pin would change without {@code repin}, or if two nodes have the same id
     */
    public Fleet added(
            String source, @Nullable Fleet before, List<FleetNode> asked, List<NodeLabel> anchors, boolean repin) {
        Map<NodeLabel, FleetNode> nodes = new LinkedHashMap<>();
        if (before != null) {
            before.nodes().forEach(node -> nodes.put(node.label(), node));
        }
        for (FleetNode node : asked) {
            nodes.put(node.label(), pinned(node, before, repin));
        }
        List<FleetNode> all = List.copyOf(nodes.values());
        Fleet.contradiction(all).ifPresent(line -> {
            throw new EnvironmentException(line, null);
        });
        Map<NetworkName, Network> networks = new LinkedHashMap<>(before == null ? Map.of() : before.networks());
        networks.put(network.name(), network);
        List<NodeLabel> named = anchors.isEmpty() && before != null ? before.anchors() : anchors;
        return new Fleet(source, named.isEmpty() ? List.of(asked.get(0).label()) : named, networks, all);
    }

    private FleetNode pinned(FleetNode node, @Nullable Fleet before, boolean repin) {
        Map<NetworkName, Membership> memberships = new LinkedHashMap<>(node.memberships());
        if (before != null && before.nodes().contains(node) && memberships.isEmpty()) {
            before.networks().keySet().forEach(name -> memberships.put(name, new Membership(null, null)));
        }
        Membership old = memberships.getOrDefault(network.name(), new Membership(null, null));
        AgentId now = agents.get(node.label());
        AgentId then = old.agent();
        if (now != null && then != null && !now.equals(then) && !repin) {
            throw new EnvironmentException(
                    node.label().text() + " is pinned to agent " + then.hex() + " and is now " + now.hex()
                            + "; if that is intended, add --repin",
                    null);
        }
        memberships.put(network.name(), new Membership(now == null ? then : now, old.apiPort()));
        return new FleetNode(node.label(), node.ssh(), node.labels(), memberships);
    }
}
