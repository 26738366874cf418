package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.Suggestions;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.coordinator.fleet.Fleet;
import dev.x0xtest.coordinator.fleet.FleetNode;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which nodes a run is about; a picocli mixin. */
public final class RosterOptions {
    @Option(
            names = "--anchor",
            paramLabel = "NODE",
            description = "The node whose x0xd the coordinator talks to; one of --nodes (default: the fleet file's).")
    private @Nullable String anchor;

    @Option(
            names = "--nodes",
            split = ",",
            arity = "1..*",
            paramLabel = "NODE[=AGENT_ID]",
            description =
                    "Every node of the matrix, by label. With an agent id the node is pinned to it (default: all of"
                            + " the fleet's).")
    private List<String> nodes = new ArrayList<>();

    @Option(
            names = "--exclude",
            split = ",",
            arity = "1..*",
            paramLabel = "NODE",
            description = "Leave a node of --nodes out; every other node counts.")
    private List<String> exclude = new ArrayList<>();

    /** The checked choice among the nodes of a fleet, if there is one; throws one clear line for the first thing wrong. */
    public RosterSelection selection(NetworkOptions.Chosen chosen) {
        Fleet fleet = chosen.fleet();
        NetworkName network = chosen.network().name();
        return fleet == null ? selection(network) : selection(fleet, network);
    }

    /** The checked choice; throws one clear line for the first thing wrong. */
    public RosterSelection selection(NetworkName network) {
        String given = anchor;
        if (given == null || nodes.isEmpty()) {
            throw new UsageException(
                    "missing " + (given == null ? "--anchor" : "--nodes") + ": give --anchor and --nodes, or --fleet");
        }
        return selection(
                Names.label("--anchor", given),
                Names.words(nodes).stream().map(RosterOptions::node).toList(),
                network);
    }

    /** The same, where what is not given is the fleet's; a node has the id that the fleet pins it to. */
    public RosterSelection selection(Fleet fleet, NetworkName network) {
        List<RunConfig.Node> known = fleet.roster(network);
        List<RunConfig.Node> all = nodes.isEmpty()
                ? known
                : Names.words(nodes).stream()
                        .map(text -> pinned(node(text), fleet, network))
                        .toList();
        String given = anchor;
        if (given != null) {
            NodeLabel chosen = Names.label("--anchor", given);
            fleet.node(chosen, network);
            return selection(chosen, all, network);
        }
        List<NodeLabel> anchors = fleet.anchors(network);
        if (anchors.isEmpty()) {
            throw new UsageException(
                    "missing --anchor: " + fleet.source() + " names none for network " + network.text());
        }
        List<NodeLabel> possible = possible(anchors, all);
        return selection(possible.isEmpty() ? anchors.get(0) : possible.get(0), all, network);
    }

    /** The anchors that a run may use, the selection's first: only this one if {@code --anchor} names it. */
    public List<NodeLabel> anchors(Fleet fleet, RosterSelection selection, NetworkName network) {
        if (anchor != null) {
            return List.of(selection.anchor());
        }
        return possible(fleet.anchors(network), selection.roster());
    }

    private List<NodeLabel> possible(List<NodeLabel> anchors, List<RunConfig.Node> roster) {
        List<String> excluded = Names.words(exclude);
        return anchors.stream()
                .filter(label -> !excluded.contains(label.text()))
                .filter(label -> roster.stream().anyMatch(node -> node.label().equals(label)))
                .toList();
    }

    private static RunConfig.Node pinned(RunConfig.Node asked, Fleet fleet, NetworkName network) {
        FleetNode known = fleet.node(asked.label(), network);
        AgentId pin = known.in(network).orElseThrow().agent();
        AgentId own = asked.pinned();
        if (pin != null && own != null && !pin.equals(own)) {
            throw new UsageException(
                    "--nodes pins " + asked.label().text() + " to another agent id than " + fleet.source() + " does");
        }
        return new RunConfig.Node(asked.label(), own == null ? pin : own, Fleet.labels(known));
    }

    private RosterSelection selection(NodeLabel anchorLabel, List<RunConfig.Node> all, NetworkName network) {
        refuseDuplicates(all);
        List<NodeLabel> excluded = Names.words(exclude).stream()
                .map(text -> Names.label("--exclude", text))
                .distinct()
                .toList();
        Set<NodeLabel> labels =
                new HashSet<>(all.stream().map(RunConfig.Node::label).toList());
        excluded.stream().filter(label -> !labels.contains(label)).findFirst().ifPresent(label -> {
            throw new UsageException("--exclude " + label.text() + " is not one of --nodes" + near(label, labels));
        });
        List<RunConfig.Node> roster =
                all.stream().filter(node -> !excluded.contains(node.label())).toList();
        if (excluded.contains(anchorLabel)) {
            throw new UsageException(
                    "--exclude " + anchorLabel.text() + ": the anchor cannot be excluded, choose another --anchor");
        }
        if (!labels.contains(anchorLabel)) {
            throw new UsageException(
                    "--anchor " + anchorLabel.text() + " is not one of --nodes" + near(anchorLabel, labels));
        }
        if (roster.size() < 2) {
            throw new UsageException("a matrix needs at least two nodes, "
                    + (roster.isEmpty()
                            ? "none is left"
                            : "only " + roster.get(0).label().text() + " is left"));
        }
        return new RosterSelection(anchorLabel, roster, excluded, network);
    }

    private static String near(NodeLabel label, Set<NodeLabel> labels) {
        return Suggestions.nearest(
                        label.text(), labels.stream().map(NodeLabel::text).toList())
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    private static RunConfig.Node node(String text) {
        int equals = text.indexOf('=');
        NodeLabel label = Names.label("--nodes", equals < 0 ? text : text.substring(0, equals));
        AgentId pin = equals < 0 ? null : Names.agent("--nodes " + label.text() + "=…", text.substring(equals + 1));
        return new RunConfig.Node(label, pin);
    }

    private static void refuseDuplicates(List<RunConfig.Node> nodes) {
        Set<NodeLabel> seen = new HashSet<>();
        Map<AgentId, NodeLabel> byAgent = new HashMap<>();
        for (RunConfig.Node node : nodes) {
            if (!seen.add(node.label())) {
                throw new UsageException("--nodes names " + node.label().text() + " twice");
            }
            AgentId agent = node.pinned();
            NodeLabel other = agent == null ? null : byAgent.put(agent, node.label());
            if (agent != null && other != null) {
                throw new UsageException("--nodes gives " + other.text() + " and "
                        + node.label().text() + " the same agent id " + agent.hex());
            }
        }
    }
}
