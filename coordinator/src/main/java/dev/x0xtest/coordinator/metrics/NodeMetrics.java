package dev.x0xtest.coordinator.metrics;

import dev.x0xtest.cli.Printable;
import dev.x0xtest.coordinator.grade.Tolerance;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.coordinator.report.format.Grid;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics of the nodes of a run: at most forty series for each. */
final class NodeMetrics {
    private static final double MS_PER_SECOND = 1e3;

    private final Report report;
    private final Labels common;
    private final Series info;
    private final Series ready;
    private final Series pairs;
    private final Series tolerated;
    private final Series send;
    private final Map<String, Learned> learned = new LinkedHashMap<>();

    /** A fact that is a number, and what one of it is in the base unit. */
    private record Learned(Series series, double unit) {}

    private NodeMetrics(Report report, Labels common) {
        this.report = report;
        this.common = common;
        info = new Series(
                "x0xtest_node_info", "Versions and identity of a node; the value is always 1. Empty: unknown.", common);
        ready = new Series("x0xtest_node_ready", "Whether the node's runner was found and ready: 1, else 0.", common);
        pairs = new Series(
                "x0xtest_node_pairs",
                "Pairs that the node sends (direction out) or receives (direction in), by class of their outcome.",
                common);
        tolerated = new Series(
                "x0xtest_node_pairs_tolerated",
                "Refuted pairs of the node that have delivered, and whose loss is not shown to be more than is tolerated.",
                common);
        send = new Series(
                "x0xtest_node_send_seconds",
                "From when a hop was due until the node's x0xd had answered it, over the proven pairs that it sends.",
                common);
        learn(Fact.CLOCK_OFFSET_MS, "clock_offset_seconds", "How far the node's clock is from the fleet's.", true);
        learn(Fact.WORST_DELAY_MS, "wakeup_delay_seconds", "By how much the node's runner was late at most.", true);
        learn(Fact.LOST_PACKETS, "x0xd_lost_packets", "Packets that the node's x0xd lost during the run.", false);
        learn(
                Fact.EVICTED,
                "x0xd_evicted_events",
                "Events that the node's x0xd threw away before its runner read them.",
                false);
        learn(
                Fact.TRUST_REJECTED,
                "x0xd_trust_rejected",
                "Messages that the node's x0xd refused because it does not trust their sender.",
                false);
        learn(
                Fact.POOL_EVICTIONS,
                "x0xd_pool_evictions",
                "Connections that the node's x0xd gave up for others during the run.",
                false);
        learn(
                Fact.CONNECTS_FAILED,
                "x0xd_failed_connects",
                "Connections that the node's x0xd could not establish during the run.",
                false);
        learn(
                Fact.X0XD_RESTARTED,
                "x0xd_restarted_uptime_seconds",
                "Uptime of the node's x0xd, if it was started again during the run.",
                false);
    }

    private void learn(String fact, String name, String help, boolean milliseconds) {
        learned.put(
                fact,
                new Learned(new Series("x0xtest_node_" + name, help, common), milliseconds ? 1 / MS_PER_SECOND : 1));
    }

    /** Adds the gauges of all nodes of the run; {@code common} are labels that each value has. */
    static void addTo(List<Series> all, Report report, Labels common) {
        new NodeMetrics(report, common).collect(all);
    }

    private void collect(List<Series> all) {
        Grid grid = Grid.of(report);
        List<NodeLabel> nodes = grid.nodes();
        for (int node = 0; node < nodes.size(); node++) {
            String label = nodes.get(node).text();
            report.entry(nodes.get(node)).ifPresent(entry -> describe(label, entry));
            List<CellReport> sent = grid.cells(grid.row(node));
            count(label, "out", sent);
            count(label, "in", grid.cells(grid.column(node)));
            Times.of(sent).addTo(send, "node", label);
        }
        all.addAll(List.of(info, ready, pairs, tolerated, send));
        facts();
        learned.values().forEach(one -> all.add(one.series()));
    }

    private void describe(String label, RosterEntry entry) {
        ready.add(entry.ready() ? 1 : 0, "node", label);
        AgentId agent = entry.agentId();
        info.add(
                1,
                "node",
                label,
                "agent_id",
                agent == null ? "" : agent.hex(),
                "pinned",
                Boolean.toString(entry.pinned()),
                "runner",
                said(entry.runner()),
                "x0xd",
                said(entry.x0xd()));
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : Printable.text(text);
    }

    private void count(String label, String direction, List<CellReport> cells) {
        Map<CellClass, Integer> counts = new EnumMap<>(CellClass.class);
        int delivered = 0;
        Tolerance tolerance = report.tolerance();
        for (CellReport cell : cells) {
            counts.merge(cell.outcome().cellClass(), 1, Integer::sum);
            delivered += cell.counts(tolerance) == cell.outcome().cellClass() ? 0 : 1;
        }
        tolerated.add(delivered, "node", label, "direction", direction);
        for (CellClass cellClass : CellClass.values()) {
            pairs.add(
                    counts.getOrDefault(cellClass, 0),
                    "node",
                    label,
                    "direction",
                    direction,
                    "class",
                    cellClass.name().toLowerCase(Locale.ROOT));
        }
    }

    /** The largest value of each fact about a node itself. */
    private void facts() {
        Map<String, Map<NodeLabel, Long>> most = new LinkedHashMap<>();
        for (Fact fact : report.facts()) {
            Long value = fact.value();
            boolean own = fact.about() == null
                    && (fact.source() == Fact.Source.STATUS || fact.source() == Fact.Source.COUNTER);
            if (own && value != null && learned.containsKey(fact.name())) {
                most.computeIfAbsent(fact.name(), name -> new LinkedHashMap<>())
                        .merge(fact.node(), value, (one, other) -> Math.abs(one) >= Math.abs(other) ? one : other);
            }
        }
        most.forEach((name, values) -> {
            Learned one = learned.get(name);
            if (one != null) {
                values.forEach((node, value) -> one.series().add(value * one.unit(), "node", node.text()));
            }
        });
    }
}
