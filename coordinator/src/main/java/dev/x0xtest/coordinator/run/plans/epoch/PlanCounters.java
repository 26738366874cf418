package dev.x0xtest.coordinator.run.plans.epoch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** Adds up the figures in the runners' reports for the counters of the run's report. */
public final class PlanCounters {
    private PlanCounters() {}

    /** Adds the figures of the nodes that reported; no counters if none did. */
    public static void add(Collection<PlannedNode> nodes, Map<String, Long> counters) {
        if (nodes.stream().allMatch(node -> node.report() == null)) {
            return;
        }
        counters.put("hops_in_flight_most", most(nodes, report -> report.frame().maxInFlight()));
        counters.put("hops_incoming_most", most(nodes, report -> report.frame().maxIncoming()));
        counters.put("hops_of_strangers", sum(nodes, report -> report.frame().strangers()));
        counters.put("hops_late_ms_most", most(nodes, NodeReport::mostLateMs));
        counters.put(
                "control_sent_by_runners", sum(nodes, report -> report.frame().sent()));
    }

    /** What a node's report says of a daemon that could not follow, a sentence each. */
    static List<String> overload(PlannedNode node) {
        NodeReport report = node.report();
        if (report == null) {
            return List.of();
        }
        List<String> said = new ArrayList<>();
        String label = node.node().label().text();
        Integer slowedTo = report.frame().slowedTo();
        if (slowedTo != null) {
            said.add(label + "'s x0xd could not send so fast: at the end its runner had " + Math.max(1, slowedTo)
                    + " in flight at most; a lower --rate suits it");
        }
        if (evicted(node) > 0) {
            said.add(label + "'s x0xd evicted " + evicted(node) + (evicted(node) == 1 ? " event" : " events")
                    + " before its runner read them; a lower --rate suits it");
        }
        return said;
    }

    /** Events that a node's daemon evicted since it was armed. */
    static long evicted(PlannedNode node) {
        NodeReport report = node.report();
        return report == null
                ? 0
                : Math.max(
                        0,
                        report.frame().now().evicted() - report.frame().armed().evicted());
    }

    private static long most(Collection<PlannedNode> nodes, ToLongFunction<NodeReport> figure) {
        return nodes.stream().flatMapToLong(node -> figures(node, figure)).max().orElse(0);
    }

    private static long sum(Collection<PlannedNode> nodes, ToLongFunction<NodeReport> figure) {
        return nodes.stream().flatMapToLong(node -> figures(node, figure)).sum();
    }

    /** A runner may send any number. The bounds keep the sum over all runners in range. */
    private static LongStream figures(PlannedNode node, ToLongFunction<NodeReport> figure) {
        return node.report() == null
                ? LongStream.empty()
                : LongStream.of(Math.max(0, Math.min(Integer.MAX_VALUE, figure.applyAsLong(node.report()))));
    }
}
