package dev.x0xtest.coordinator.causes.cells;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facts of a report, by the node that they are about. Immutable. */
public final class KnownFacts {
    private final Map<NodeLabel, List<Fact>> byNode = new HashMap<>();
    private final Map<NodeLabel, List<Fact>> byAbout = new HashMap<>();

    /** Those of this report. */
    public KnownFacts(Report report) {
        for (Fact fact : report.facts()) {
            byNode.computeIfAbsent(fact.node(), none -> new ArrayList<>()).add(fact);
            NodeLabel about = fact.about();
            if (about != null) {
                byAbout.computeIfAbsent(about, none -> new ArrayList<>()).add(fact);
            }
        }
    }

    /** What a node says of itself under this name. */
    public Optional<Fact> own(NodeLabel node, String name) {
        return byNode.getOrDefault(node, List.of()).stream()
                .filter(fact -> fact.about() == null && fact.name().equals(name))
                .findFirst();
    }

    /** All that a node says of itself under this name. */
    public List<Fact> all(NodeLabel node, String name) {
        return byNode.getOrDefault(node, List.of()).stream()
                .filter(fact -> fact.about() == null && fact.name().equals(name))
                .toList();
    }

    /** What others say of a node under this name. */
    public List<Fact> about(NodeLabel node, String name) {
        return byAbout.getOrDefault(node, List.of()).stream()
                .filter(fact -> fact.name().equals(name))
                .toList();
    }

    /**
     * Connections that others have with a node's identity and that its own daemon does not have; empty: fewer than two others say
     * so. One alone may be wrong itself.
     */
    public List<Fact> foreignLinks(NodeLabel node) {
        List<Fact> said = about(node, Fact.FOREIGN_LINKS);
        return said.stream().map(Fact::node).distinct().count() > 1 ? said : List.of();
    }

    /** What one node says of another under this name; the latest word. */
    public @Nullable Fact about(NodeLabel by, NodeLabel node, String name) {
        return about(node, name).stream()
                .filter(fact -> fact.node().equals(by))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
