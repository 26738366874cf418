package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.plans.epoch.PlannedNode;
import dev.x0xtest.coordinator.run.suspects.ForeignLinks;
import dev.x0xtest.coordinator.run.suspects.NodeFacts;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what a run has learned of its nodes beside the cells. Pure. */
final class RunFacts {
    private static final int MOST = 10_000;
    private static final long NANOS_PER_MS = 1_000_000L;

    /** Of clocks that differ by less nothing is said: the daemons of x0x and our runners take that much. */
    private static final long CLOCKS_APART_MS = 30_000;

    /** A majority says what time it is. */
    private static final int LEAST_CLOCKS = 3;

    private RunFacts() {}

    /** {@code elapsedMs} is how long the run has lasted. */
    static List<Fact> of(RunConfig config, RunParts parts, long elapsedMs) {
        List<Fact> facts = new ArrayList<>(parts.suspects().facts());
        parts.plans().nodes().forEach(nodes -> {
            reports(nodes, elapsedMs, facts);
            facts.addAll(ForeignLinks.of(watched(nodes)));
        });
        groups(config, parts.roster().nodes(), facts);
        clocks(parts, elapsedMs, facts);
        return facts.stream().distinct().limit(MOST).toList();
    }

    private static void reports(Collection<PlannedNode> nodes, long elapsedMs, List<Fact> facts) {
        List<NodeLabel> labels = nodes.stream().map(node -> node.node().label()).toList();
        for (PlannedNode node : nodes) {
            RunReport frame = node.frame();
            if (frame != null) {
                facts.addAll(NodeFacts.of(
                        node.node().label(), frame, node.lastSentMs(), elapsedMs, index -> label(labels, index)));
            }
        }
    }

    private static List<ForeignLinks.Watched> watched(Collection<PlannedNode> nodes) {
        List<ForeignLinks.Watched> watched = new ArrayList<>();
        long firstNanos = nodes.stream()
                .filter(PlannedNode::toldToGo)
                .mapToLong(PlannedNode::goSentNanos)
                .min()
                .orElse(0);
        for (PlannedNode node : nodes) {
            RunReport frame = node.frame();
            String machineId = node.node().machineId();
            if (frame != null && frame.links() != null && machineId != null) {
                watched.add(new ForeignLinks.Watched(
                        node.node().label(),
                        machineId,
                        frame.links(),
                        (node.goSentNanos() - firstNanos) / NANOS_PER_MS,
                        (node.goKnownNanos() - firstNanos) / NANOS_PER_MS));
            }
        }
        return watched;
    }

    private static @Nullable NodeLabel label(List<NodeLabel> labels, int index) {
        return index >= 0 && index < labels.size() ? labels.get(index) : null;
    }

    /** What nodes have in common: the labels of the fleet file, and the version of x0xd. */
    private static void groups(RunConfig config, List<NodeState> nodes, List<Fact> facts) {
        boolean labelled = config.roster().stream().anyMatch(node -> node.labels() != null);
        boolean mixed = nodes.stream().map(NodeState::x0xd).distinct().count() > 1;
        for (NodeState node : nodes) {
            Map<String, String> labels = config.roster().get(node.index()).labels();
            if (labels != null) {
                labels.forEach((key, value) -> group(node, key + "=" + value, facts));
            }
            if (node.x0xd() != null && (labelled || mixed)) {
                group(node, "x0xd=" + node.x0xd(), facts);
            }
        }
    }

    private static void group(NodeState node, String group, List<Fact> facts) {
        facts.add(Fact.said(node.label(), null, Fact.Source.STATUS, Fact.GROUP, Quoted.line(group), 0));
    }

    /**
     * Each runner has told its time when it was found. It was read between the start of the run and then; so is that of the
     * others, and most clocks agree.
     */
    private static void clocks(RunParts parts, long elapsedMs, List<Fact> facts) {
        List<NodeState> nodes = parts.roster().nodes();
        List<NodeState> told =
                nodes.stream().filter(node -> clockMs(node) != null).toList();
        if (told.size() < LEAST_CLOCKS) {
            return;
        }
        List<Long> offsets = told.stream().map(RunFacts::offsetMs).sorted().toList();
        long usualMs = offsets.get(offsets.size() / 2);
        for (NodeState node : nodes) {
            Long announcedSecs = clockMs(node) == null ? parts.doubles().announcedAtSecs(node) : null;
            long aheadMs = announcedSecs == null ? 0 : announcedSecs * 1_000 - usualMs - elapsedMs;
            // One that is behind may have announced itself long ago.
            if (aheadMs > CLOCKS_APART_MS) {
                facts.add(Fact.of(node.label(), null, Fact.Source.STATUS, Fact.CLOCK_OFFSET_MS, aheadMs, 0));
            }
        }
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
