package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.Suggestions;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.fleet.FleetNode.Membership;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A fleet without contradictions: every label, host and agent id occurs once.
 *
 * @param source the file that describes it, for messages
 * @param anchors the nodes whose daemon a run may use, in order of preference; may be empty
 * @param networks the networks that the file describes
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
     * @throws UsageException if neither the file nor upstream defines it
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

    /** The nodes of a network, each with its pinned agent id if the file has one. */
    public List<RunConfig.Node> roster(NetworkName network) {
        return nodes.stream()
                .flatMap(node -> node.in(network).stream()
                        .map(membership -> new RunConfig.Node(node.label(), membership.agent(), labels(node))))
                .toList();
    }

    /** What the fleet file says of a node beside its place in the run; null: nothing. */
    public static @Nullable Map<String, String> labels(FleetNode node) {
        return node.labels().isEmpty() ? null : new TreeMap<>(node.labels());
    }

    /**
     * A node of this network.
     *
     * @throws UsageException if the network has no such node
     */
    public FleetNode node(NodeLabel label, NetworkName network) {
        List<FleetNode> members =
                nodes.stream().filter(node -> node.in(network).isPresent()).toList();
        return members.stream()
                .filter(node -> node.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new UsageException(source + " has no node " + label.text() + " in network "
                        + network.text() + "; it has "
                        + members.stream().map(node -> node.label().text()).collect(Collectors.joining(", "))
                        + Suggestions.nearest(
                                        label.text(),
                                        members.stream()
                                                .map(node -> node.label().text())
                                                .toList())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("")));
    }

    /** The anchors that are in this network, in order of preference; may be empty. */
    public List<NodeLabel> anchors(NetworkName network) {
        return anchors.stream()
                .filter(anchor -> nodes.stream()
                        .anyMatch(node ->
                                node.label().equals(anchor) && node.in(network).isPresent()))
                .distinct()
                .toList();
    }

    /** The labels of the nodes in this network. */
    public List<NodeLabel> labels(NetworkName network) {
        return roster(network).stream().map(RunConfig.Node::label).toList();
    }

    /** Whether another description means the same hosts, pins, networks and anchors; ssh may have further settings. */
    public boolean sameAs(Fleet other) {
        return anchors.equals(other.anchors)
                && networks.equals(other.networks)
                && nodes.stream()
                        .map(Fleet::facts)
                        .toList()
                        .equals(other.nodes.stream().map(Fleet::facts).toList());
    }

    private static List<Object> facts(FleetNode node) {
        return List.of(node.label(), node.ssh().host(), node.labels(), node.memberships());
    }

    /** The port of a node's daemon on 127.0.0.1 of its host. */
    public int apiPort(FleetNode node, Network network) {
        Integer own = node.in(network.name()).map(Membership::apiPort).orElse(null);
        return own == null ? network.apiPort() : own;
    }

    /** The first contradiction as one line; empty if there is none. */
    static Optional<String> contradiction(List<FleetNode> nodes) {
        return contradictions(nodes).stream().map(Contradiction::text).findFirst();
    }

    /** {@code key}: the key below the table of the node, the second one of the two. */
    record Contradiction(NodeLabel node, String key, String text) {}

    /** All contradictions, in the order of the nodes. */
    static List<Contradiction> contradictions(List<FleetNode> nodes) {
        Map<String, NodeLabel> hosts = new HashMap<>();
        Map<AgentId, String> agents = new HashMap<>();
        List<Contradiction> found = new ArrayList<>();
        for (FleetNode node : nodes) {
            String host = node.ssh().host() + " " + node.ssh().port();
            NodeLabel sameHost = hosts.putIfAbsent(host, node.label());
            if (sameHost != null) {
                String text = sameHost.text() + " and " + node.label().text() + " have the same host "
                        + node.ssh().host();
                found.add(new Contradiction(node.label(), "host", text));
            }
            for (Map.Entry<NetworkName, Membership> in : node.memberships().entrySet()) {
                AgentId agent = in.getValue().agent();
                String place = node.label().text() + " (" + in.getKey().text() + ")";
                String sameAgent = agent == null ? null : agents.putIfAbsent(agent, place);
                if (agent != null && sameAgent != null) {
                    String text = sameAgent + " and " + place + " have the same agent id " + agent.hex();
                    found.add(new Contradiction(
                            node.label(), "networks." + in.getKey().text() + ".agent", text));
                }
            }
        }
        return found;
    }
}
