package dev.x0xtest.coordinator.report;

import dev.x0xtest.wire.NodeLabel;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

/** A roster in which a node is found without looking at all of them. Immutable. */
final class RosterView extends AbstractList<RosterEntry> implements RandomAccess {
    private final List<RosterEntry> entries;
    private final Map<NodeLabel, RosterEntry> byNode = new HashMap<>();

    private RosterView(List<RosterEntry> entries) {
        this.entries = List.copyOf(entries);
        entries.forEach(entry -> byNode.putIfAbsent(entry.node(), entry));
    }

    static List<RosterEntry> of(List<RosterEntry> entries) {
        return entries instanceof RosterView ? entries : new RosterView(entries);
    }

    static Optional<RosterEntry> find(List<RosterEntry> roster, NodeLabel node) {
        return roster instanceof RosterView view
                ? Optional.ofNullable(view.byNode.get(node))
                : roster.stream().filter(entry -> entry.node().equals(node)).findFirst();
    }

    @Override
    public RosterEntry get(int index) {
        return entries.get(index);
    }

    @Override
    public int size() {
        return entries.size();
    }
}
