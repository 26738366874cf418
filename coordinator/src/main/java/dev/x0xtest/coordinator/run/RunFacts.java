package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.plans.epoch.PlannedNode;
import dev.x0xtest.coordinator.run.suspects.NodeFacts;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what a run has learned of its nodes beside the cells. Pure. */
final class RunFacts {
    private static final int MOST = 10_000;

    /** Of clocks that differ by less nothing is said: the daemons of x0x and our runners take that much. */
    private static final long CLOCKS_APART_MS = 30_000;

    /** A majority says what time it is. */
    private static final int LEAST_CLOCKS = 3;

    private RunFacts() {}

    static List<Fact> of(RunParts parts) {
        List<Fact> facts = new ArrayList<>(parts.suspects().facts());
        parts.plans().nodes().forEach(nodes -> reports(nodes, facts));
        clocks(parts.roster().nodes(), facts);
        return facts.stream().distinct().limit(MOST).toList();
    }

    private static void reports(Collection<PlannedNode> nodes, List<Fact> facts) {
        List<NodeLabel> labels = nodes.stream().map(node -> node.node().label()).toList();
        for (PlannedNode node : nodes) {
            RunReport frame = node.frame();
            if (frame != null) {
                facts.addAll(NodeFacts.of(node.node().label(), frame, index -> label(labels, index)));
            }
        }
    }

    private static @Nullable NodeLabel label(List<NodeLabel> labels, int index) {
        return index >= 0 && index < labels.size() ? labels.get(index) : null;
    }

    /**
     * Each runner has told its time when it was found. It was read between the start of the run and then; so is that of the
     * others, and most clocks agree.
     */
    private static void clocks(List<NodeState> nodes, List<Fact> facts) {
        List<NodeState> told =
                nodes.stream().filter(node -> clockMs(node) != null).toList();
        if (told.size() < LEAST_CLOCKS) {
            return;
        }
        List<Long> offsets = told.stream().map(RunFacts::offsetMs).sorted().toList();
        long usualMs = offsets.get(offsets.size() / 2);
        for (NodeState node : told) {
            long apartMs = offsetMs(node) - usualMs;
            if (Math.abs(apartMs) - node.foundAfterMs() > CLOCKS_APART_MS) {
                facts.add(Fact.of(node.label(), null, Fact.Source.STATUS, Fact.CLOCK_OFFSET_MS, apartMs, 0));
            }
        }
    }

    private static @Nullable Long clockMs(NodeState node) {
        Discover.Details details = node.details();
        return details == null ? null : details.clockMs();
    }

    private static long offsetMs(NodeState node) {
        Long clockMs = clockMs(node);
        return (clockMs == null ? 0 : clockMs) - node.foundAfterMs();
    }
}
