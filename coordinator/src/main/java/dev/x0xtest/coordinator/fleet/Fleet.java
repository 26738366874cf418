package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.Suggestions;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.fleet.FleetNode.Membership;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A fleet, free of contradictions: labels, hosts and the agent ids of a network are each there once.
 *
 * @param source the file it was read from, for messages
 * @param anchors the nodes to talk to, the preferred one first; may be empty
 * @param networks those that the file describes
 * @param nodes in the order of the file
 */
public record Fleet(String source, List<NodeLabel> anchors, Map<NetworkName, Network> networks, List<FleetNode> nodes) {

    public Fleet {
        anchors = List.copyOf(anchors);
        networks = Map.copyOf(networks);
        nodes = List.copyOf(nodes);
    }

    /**
     * The network of this name.
     *
     * @throws UsageException when neither the file nor upstream has one
     */
    public Network network(NetworkName name) {
        Optional<Network> found = Optional.ofNullable(networks.get(name)).or(() -> Network.known(name));
        return found.orElseThrow(() -> new UsageException(source + " has no network " + name.text()
                + Suggestions.nearest(
                                name.text(),
                                networks.keySet().stream()
                                        .map(NetworkName::text)
                                        .toList())
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("")));
    }

    /** Its nodes, pinned where the file says so. */
    public List<RunConfig.Node> roster(NetworkName network) {
        return nodes.stream()
                .flatMap(node -> node.in(network).stream()
                        .map(membership -> new RunConfig.Node(node.label(), membership.agent())))
                .toList();
    }

    /**
     * A node of this network.
     *
     * @throws UsageException when there is none
     */
    public FleetNode node(NodeLabel label, NetworkName network) {
        List<FleetNode> members =
                nodes.stream().filter(node -> node.in(network).isPresent()).toList();
        return members.stream()
                .filter(node -> node.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new UsageException(source + " has no node " + label.text() + " in network "
                        + network.text() + "; it has "
                        + members.stream().map(node -> node.label().text()).collect(Collectors.joining(", "))));
    }

    /** The preferred anchor of this network; empty when the file names none. */
    public Optional<NodeLabel> anchor(NetworkName network) {
        return anchors.stream()
                .filter(anchor -> nodes.stream()
                        .anyMatch(node ->
                                node.label().equals(anchor) && node.in(network).isPresent()))
                .findFirst();
    }

    /** Where the daemon of a node answers, on its own 127.0.0.1. */
    public int apiPort(FleetNode node, Network network) {
        Integer own = node.in(network.name()).map(Membership::apiPort).orElse(null);
        return own == null ? network.apiPort() : own;
    }

    /** What contradicts itself, in one line; empty when nothing does. */
    static Optional<String> contradiction(List<FleetNode> nodes) {
        Map<String, NodeLabel> hosts = new HashMap<>();
        Map<AgentId, String> agents = new HashMap<>();
        for (FleetNode node : nodes) {
            String host = node.ssh().host() + " " + node.ssh().port();
            NodeLabel sameHost = hosts.put(host, node.label());
            if (sameHost != null) {
                return Optional.of(sameHost.text() + " and " + node.label().text() + " have the same host "
                        + node.ssh().host());
            }
            for (Map.Entry<NetworkName, Membership> in : node.memberships().entrySet()) {
                AgentId agent = in.getValue().agent();
                String place = node.label().text() + " (" + in.getKey().text() + ")";
                String sameAgent = agent == null ? null : agents.put(agent, place);
                if (agent != null && sameAgent != null) {
                    return Optional.of(sameAgent + " and " + place + " have the same agent id " + agent.hex());
                }
            }
        }
        return Optional.empty();
    }
}
