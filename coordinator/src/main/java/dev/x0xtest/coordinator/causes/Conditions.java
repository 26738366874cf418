package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.cells.Symptom;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.causes.speed.BusyHosts;
import dev.x0xtest.coordinator.causes.speed.SlowNodes;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What is wrong with nodes although no cell is refuted because of it: slow ones, busy hosts, wrong clocks. Pure. */
final class Conditions {
    /** What a daemon or a runner has told is a fact: a thousand to one. */
    private static final double TOLD = 3;

    private final List<Cause> found = new ArrayList<>();
    private final Set<NodeLabel> named = new HashSet<>();
    private final Set<NodeLabel> explained = new HashSet<>();
    private final int before;

    /** {@code causes} are those that explain cells: of a node that is named there nothing more is said. */
    private Conditions(List<Cause> causes) {
        before = causes.size();
        causes.stream()
                .filter(cause -> cause.subject() instanceof Subject.Node)
                .forEach(cause -> explained.addAll(cause.subject().nodes()));
        named.addAll(explained);
    }

    /** {@code told} are the cells that have a cause; what a slow node explains is added to them. */
    static List<Cause> of(Report report, Cells cells, List<Cause> explained, boolean[] told) {
        Conditions conditions = new Conditions(explained);
        for (int node = 0; node < cells.nodes(); node++) {
            NodeLabel label = cells.label(node);
            List<Fact> foreign = cells.facts().foreignLinks(label);
            if (!foreign.isEmpty()) {
                conditions.add(CauseKind.IDENTITY_CLASH, Cause.Severity.GREY, label, TOLD, List.of(), foreign);
            }
            cells.facts()
                    .own(label, Fact.CLOCK_OFFSET_MS)
                    .ifPresent(fact -> conditions.add(CauseKind.CLOCK, Cause.Severity.GREY, label, TOLD, fact));
        }
        for (Fact fact : BusyHosts.of(cells)) {
            conditions.add(CauseKind.HOST_BUSY, Cause.Severity.GREY, fact.node(), TOLD, fact);
        }
        for (SlowNodes.Slow slow : SlowNodes.of(report, cells)) {
            // What a busy host delays is left out, as far as its runner saw that: lost packets have another reason.
            if (slow.losesPackets() && !conditions.explained.contains(cells.label(slow.node()))) {
                conditions.named.remove(cells.label(slow.node()));
            }
            List<Integer> flaky = flaky(cells, slow.node(), told);
            boolean added = conditions.add(
                    CauseKind.SLOW,
                    Cause.Severity.SLOW,
                    cells.label(slow.node()),
                    slow.log10Odds(),
                    cells.pairs(flaky),
                    List.of(slow.fact()));
            if (added) {
                flaky.forEach(place -> told[place] = true);
            }
        }
        return conditions.found;
    }

    /** Where packets are lost a hop may fail now and then. */
    private static List<Integer> flaky(Cells cells, int node, boolean[] told) {
        return IntStream.range(0, cells.size())
                .filter(place -> place / cells.nodes() == node || place % cells.nodes() == node)
                .filter(place -> cells.symptom(place) == Symptom.FLAKY || cells.symptom(place) == Symptom.LATE)
                .filter(place -> !told[place])
                .boxed()
                .toList();
    }

    private void add(CauseKind kind, Cause.Severity severity, NodeLabel node, double odds, Fact fact) {
        add(kind, severity, node, odds, List.of(), List.of(fact));
    }

    /** Whether it was added: of a node that is named already nothing more is said. */
    private boolean add(
            CauseKind kind,
            Cause.Severity severity,
            NodeLabel node,
            double odds,
            List<Pair> explains,
            List<Fact> facts) {
        boolean first = named.add(node);
        if (first) {
            found.add(new Cause(
                    "c" + (before + found.size() + 1),
                    kind,
                    new Subject.Node(node),
                    null,
                    severity,
                    odds,
                    null,
                    List.of(),
                    explains,
                    explains,
                    List.of(),
                    facts));
        }
        return first;
    }
}
