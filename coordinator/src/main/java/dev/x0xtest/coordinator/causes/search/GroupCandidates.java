package dev.x0xtest.coordinator.causes.search;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.cells.Symptom;
import dev.x0xtest.coordinator.report.fact.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Groups of nodes, by the labels of the fleet file and by versions, between which nothing gets through. Only where both
 * groups have at least two nodes, and nearly all pairs of which something is known fail. Pure.
 */
final class GroupCandidates {
    private static final double NEARLY_ALL = 0.9;
    private static final int LEAST_NODES = 2;
    /** A fleet file may have any number of labels. */
    private static final int MOST_GROUPS = 200;

    private final Cells cells;
    private final Hypotheses make;

    GroupCandidates(Cells cells, Hypotheses make) {
        this.cells = cells;
        this.make = make;
    }

    List<Hypothesis> all() {
        List<Group> groups = groups();
        List<Hypothesis> found = new ArrayList<>();
        Set<Object> told = new HashSet<>();
        for (Group from : groups) {
            for (Group to : groups) {
                if (from.equals(to) || !from.key().equals(to.key()) || !cut(from.nodes(), to.nodes())) {
                    continue;
                }
                boolean both = !arrives(to.nodes(), from.nodes());
                // Both ways it is one cut; and two labels may part the nodes alike: then the first one stands for both.
                Object parts = both
                        ? Set.of(Set.copyOf(from.nodes()), Set.copyOf(to.nodes()))
                        : List.of(from.nodes(), to.nodes());
                if (told.add(parts)) {
                    int subjects = groups.size() * (groups.size() - 1);
                    found.add(make.groupCut(from.name(), to.name(), from.nodes(), to.nodes(), both, subjects));
                }
            }
        }
        return found;
    }

    /** Nodes that have this {@code key=value} in common. */
    private record Group(String name, List<Integer> nodes) {
        String key() {
            return name.substring(0, name.indexOf('=') + 1);
        }
    }

    /** By {@code key=value}, in this order. */
    private List<Group> groups() {
        Map<String, List<Integer>> groups = new TreeMap<>();
        for (int node = 0; node < cells.nodes(); node++) {
            for (Fact fact : cells.facts().all(cells.label(node), Fact.GROUP)) {
                if (fact.text() != null && fact.text().indexOf('=') > 0) {
                    groups.computeIfAbsent(fact.text(), none -> new ArrayList<>())
                            .add(node);
                }
            }
        }
        return groups.entrySet().stream()
                .filter(group -> group.getValue().size() >= LEAST_NODES)
                .map(group -> new Group(group.getKey(), group.getValue()))
                .limit(MOST_GROUPS)
                .toList();
    }

    private boolean cut(Collection<Integer> from, Collection<Integer> to) {
        int known = 0;
        int failing = 0;
        for (int one : from) {
            for (int other : to) {
                Symptom symptom = cells.symptom(one, other);
                known += symptom == Symptom.UNKNOWN ? 0 : 1;
                failing += symptom == Symptom.FAILED ? 1 : 0;
            }
        }
        long failed = to.stream().filter(node -> fails(from, node)).count();
        return failing >= LEAST_NODES
                && failing >= NEARLY_ALL * known
                && failed >= LEAST_NODES
                && 2 * failed >= to.size();
    }

    /** Whether something of the first group arrives at the second although nothing comes back, or all works. */
    private boolean arrives(Collection<Integer> from, Collection<Integer> to) {
        return from.stream()
                .anyMatch(one -> to.stream().anyMatch(other -> {
                    Symptom symptom = cells.symptom(one, other);
                    return symptom == Symptom.UNANSWERED || symptom.works();
                }));
    }

    /** Whether somebody of the other group fails towards the node. */
    private boolean fails(Collection<Integer> from, int node) {
        return from.stream().anyMatch(one -> cells.symptom(one, node) == Symptom.FAILED);
    }
}
