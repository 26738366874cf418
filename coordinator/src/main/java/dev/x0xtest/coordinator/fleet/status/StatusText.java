package dev.x0xtest.coordinator.fleet.status;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.coordinator.fleet.status.NodeStatus.State;
import dev.x0xtest.wire.plan.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a fleet for a person: a line for each node, or some lines where a line does not fit; below them what is
 * wrong, the runs under way, what was counted, and a summary.
 */
public final class StatusText {
    private static final List<String> HEAD = List.of("node", "state", "runner", "x0xd", "peers", "ok/bad", "clock ms");
    private static final String UNKNOWN = "-";

    private final FleetStatus fleet;
    private final Console console;

    private StatusText(FleetStatus fleet, Console console) {
        this.fleet = fleet;
        this.console = console;
    }

    /** The lines; none is wider than the console where a blank allows to break it. */
    public static List<String> lines(FleetStatus fleet, Console console) {
        return new StatusText(fleet, console).lines();
    }

    private List<String> lines() {
        List<List<String>> table = new ArrayList<>(List.of(HEAD));
        fleet.nodes().forEach(node -> table.add(cells(node)));
        List<String> rows = table.stream().map(cells -> aligned(cells, table)).toList();
        boolean fits = rows.stream().allMatch(row -> row.length() <= console.width());
        List<String> lines = new ArrayList<>();
        if (fleet.trouble() != null) {
            lines.add(Clean.text(fleet.trouble()));
        }
        lines.addAll(fits ? rows : stacked());
        for (NodeStatus node : fleet.nodes()) {
            fleet.wrongs(node).forEach(wrong -> lines.add(node.node().text() + ": " + wrong));
        }
        lines.addAll(runs());
        for (NodeStatus node : fleet.nodes()) {
            counted(node.node().text(), node.counters(), lines);
            counted(node.node().text() + " ignored commands", node.refusals(), lines);
        }
        lines.add(summary());
        return lines.stream()
                .flatMap(line -> TextWrap.line(line, console.width()).stream())
                .toList();
    }

    private List<String> cells(NodeStatus node) {
        Status status = node.status();
        if (status == null) {
            String state = fleet.state(node).label();
            return List.of(node.node().text(), state, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
        }
        return List.of(
                node.node().text(),
                fleet.state(node).label(),
                runner(node, status),
                x0xd(node, status),
                known(status.peers()),
                links(status, "/"),
                clock(node.clock()));
    }

    private static String runner(NodeStatus node, Status status) {
        Long rss = status.rssBytes();
        return Clean.text(String.valueOf(node.runnerVersion())) + " " + time(status.uptimeMs() / 1_000)
                + (rss == null ? "" : " " + rss / 1_000_000 + " MB");
    }

    private static String x0xd(NodeStatus node, Status status) {
        Long uptime = node.x0xdUptimeS();
        return status.x0xd() == null ? UNKNOWN : Clean.text(status.x0xd()) + (uptime == null ? "" : " " + time(uptime));
    }

    private static String links(Status status, String between) {
        return status.healthyLinks() == null && status.degradedLinks() == null
                ? UNKNOWN
                : known(status.healthyLinks()) + between + known(status.degradedLinks());
    }

    private static String known(@Nullable Integer count) {
        return count == null ? UNKNOWN : count.toString();
    }

    private String clock(@Nullable ClockReading clock) {
        String plusMinus = console.unicode() ? "\u00b1" : "+-";
        return clock == null
                ? UNKNOWN
                : String.format(Locale.ROOT, "%+.1f %s%.1f", clock.offsetUs() / 1e3, plusMinus, clock.boundUs() / 1e3);
    }

    /** Seconds in the largest unit that they fill. */
    private static String time(long seconds) {
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + "m";
        }
        return seconds < 172_800 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    }

    private static String aligned(List<String> cells, List<List<String>> table) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            int at = column;
            int width =
                    table.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            line.append(cells.get(column))
                    .append(" ".repeat(width - cells.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private List<String> stacked() {
        List<String> lines = new ArrayList<>();
        for (NodeStatus node : fleet.nodes()) {
            Status status = node.status();
            lines.add(node.node().text() + "  " + fleet.state(node).label());
            if (status != null) {
                lines.add("  runner " + runner(node, status));
                lines.add("  x0xd " + x0xd(node, status) + ", " + known(status.peers()) + " peers");
                lines.add("  links ok/bad " + links(status, "/"));
                lines.add("  clock " + clock(node.clock()) + " ms");
            }
        }
        return lines;
    }

    /** Each run once, with the nodes that work on it. */
    private List<String> runs() {
        Map<String, List<NodeStatus>> byRun = new LinkedHashMap<>();
        for (NodeStatus node : fleet.nodes()) {
            Status.Run run = node.underWay();
            if (run != null) {
                byRun.computeIfAbsent(run.run() + " " + run.coordinator(), key -> new ArrayList<>())
                        .add(node);
            }
        }
        List<String> lines = new ArrayList<>();
        byRun.values().forEach(nodes -> lines.add(run(nodes)));
        return lines;
    }

    private String run(List<NodeStatus> nodes) {
        Status.Run run = nodes.get(0).underWay();
        if (run == null) {
            throw new IllegalStateException("a busy node has a run");
        }
        Long since = nodes.get(0).sinceMs();
        boolean ours = run.coordinator().equals(fleet.self().hex());
        return "run " + cut(run.run()) + " of coordinator " + cut(run.coordinator()) + (ours ? " (this anchor)" : "")
                + (since == null ? "" : " for " + time(Math.max(0, fleet.atMs() - since) / 1_000)) + ": "
                + nodes.stream().map(node -> node.node().text()).collect(Collectors.joining(", "));
    }

    private static String cut(String id) {
        String clean = Clean.text(id);
        return clean.substring(0, Math.min(8, clean.length()));
    }

    private static void counted(String what, Map<String, Long> counts, List<String> lines) {
        if (!counts.isEmpty()) {
            lines.add(what + ": "
                    + counts.entrySet().stream()
                            .map(one -> one.getKey() + " " + one.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    private String summary() {
        Map<State, Long> counts =
                fleet.nodes().stream().collect(Collectors.groupingBy(fleet::state, Collectors.counting()));
        List<String> parts = new ArrayList<>();
        for (State state : State.values()) {
            if (counts.containsKey(state)) {
                parts.add(counts.get(state) + " " + state.label());
            }
        }
        return fleet.nodes().size() + (fleet.nodes().size() == 1 ? " node: " : " nodes: ") + String.join(", ", parts);
    }
}
