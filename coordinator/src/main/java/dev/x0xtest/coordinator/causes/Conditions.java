package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
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

/** What is wrong with nodes although no cell is refuted because of it: slow ones, busy hosts, wrong clocks. Pure. */
final class Conditions {
    /** What a daemon or a runner has told is a fact: a thousand to one. */
    private static final double TOLD = 3;

    private final List<Cause> found = new ArrayList<>();
    private final Set<NodeLabel> named = new HashSet<>();
    private final int before;

    /** {@code explained} are the causes that explain cells: of a node that is named there nothing more is said. */
    private Conditions(List<Cause> explained) {
        before = explained.size();
        explained.stream()
                .filter(cause -> cause.subject() instanceof Subject.Node)
                .forEach(cause -> named.addAll(cause.subject().nodes()));
    }

    static List<Cause> of(Report report, Cells cells, List<Cause> explained) {
        Conditions conditions = new Conditions(explained);
        for (int node = 0; node < cells.nodes(); node++) {
            NodeLabel label = cells.label(node);
            cells.facts()
                    .own(label, Fact.CLOCK_OFFSET_MS)
                    .ifPresent(fact -> conditions.add(CauseKind.CLOCK, Cause.Severity.GREY, label, TOLD, fact));
        }
        for (Fact fact : BusyHosts.of(cells)) {
            conditions.add(CauseKind.HOST_BUSY, Cause.Severity.GREY, fact.node(), TOLD, fact);
        }
        for (SlowNodes.Slow slow : SlowNodes.of(report, cells)) {
            conditions.add(
                    CauseKind.SLOW, Cause.Severity.SLOW, cells.label(slow.node()), slow.log10Odds(), slow.fact());
        }
        return conditions.found;
    }

    private void add(CauseKind kind, Cause.Severity severity, NodeLabel node, double odds, Fact fact) {
        if (named.add(node)) {
            found.add(new Cause(
                    "c" + (before + found.size() + 1),
                    kind,
                    new Subject.Node(node),
                    null,
                    severity,
                    odds,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(fact)));
        }
    }
}
