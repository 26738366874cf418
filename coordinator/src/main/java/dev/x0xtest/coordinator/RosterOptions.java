package dev.x0xtest.coordinator;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.run.RosterNode;
import dev.x0xtest.wire.AgentId;
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
final class RosterOptions {
    @Option(
            names = "--anchor",
            required = true,
            paramLabel = "NODE",
            description = "The node whose x0xd the coordinator talks to; one of --nodes.")
    private String anchor = "";

    @Option(
            names = "--nodes",
            required = true,
            split = ",",
            paramLabel = "NODE[=AGENT_ID]",
            description = "Every node of the matrix, by label. With an agent id the node is pinned to it.")
    private List<String> nodes = new ArrayList<>();

    @Option(
            names = "--exclude",
            split = ",",
            paramLabel = "NODE",
            description = "Leave a node of --nodes out: the only way for it not to count.")
    private List<String> exclude = new ArrayList<>();

    /** The checked choice; throws one clear line for the first thing wrong. */
    RosterSelection selection() {
        NodeLabel anchorLabel = label(anchor);
        List<RosterNode> all = nodes.stream().map(RosterOptions::node).toList();
        refuseDuplicates(all);
        List<NodeLabel> excluded =
                exclude.stream().map(RosterOptions::label).distinct().toList();
        Set<NodeLabel> labels =
                new HashSet<>(all.stream().map(RosterNode::label).toList());
        excluded.stream().filter(label -> !labels.contains(label)).findFirst().ifPresent(label -> {
            throw new UsageException("--exclude " + label.text() + " is not one of --nodes");
        });
        List<RosterNode> roster =
                all.stream().filter(node -> !excluded.contains(node.label())).toList();
        if (excluded.contains(anchorLabel)) {
            throw new UsageException(
                    "--exclude " + anchor + ": the anchor cannot be excluded, choose another --anchor");
        }
        if (!labels.contains(anchorLabel)) {
            throw new UsageException("--anchor " + anchor + " is not one of --nodes");
        }
        if (roster.size() < 2) {
            throw new UsageException("a matrix needs at least two nodes, --nodes has " + roster.size());
        }
        return new RosterSelection(anchorLabel, roster, excluded);
    }

    private static RosterNode node(String text) {
        int equals = text.indexOf('=');
        NodeLabel label = label(equals < 0 ? text : text.substring(0, equals));
        return new RosterNode(label, equals < 0 ? null : agent(label, text.substring(equals + 1)));
    }

    private static @Nullable AgentId agent(NodeLabel label, String text) {
        return AgentId.parse(text)
                .orElseThrow(() -> new UsageException("--nodes " + label.text()
                        + "=…: an agent id has 64 hex characters, this has " + text.length()));
    }

    private static NodeLabel label(String text) {
        return NodeLabel.parse(text)
                .orElseThrow(() -> new UsageException("'" + text
                        + "' is no node label: a lower-case letter or digit, then up to 31 of a-z 0-9 . _ -"));
    }

    private static void refuseDuplicates(List<RosterNode> nodes) {
        Set<NodeLabel> seen = new HashSet<>();
        Map<AgentId, NodeLabel> byAgent = new HashMap<>();
        for (RosterNode node : nodes) {
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
