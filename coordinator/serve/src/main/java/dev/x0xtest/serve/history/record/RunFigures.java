package dev.x0xtest.serve.history.record;

import dev.x0xtest.cli.Printable;
import dev.x0xtest.coordinator.latency.Clocks;
import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.coordinator.report.format.Grid;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.wire.NodeLabel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Makes of a run that has ended what is kept of it. */
public final class RunFigures {
    /** The fact of a node that groups it with others, such as {@code region=eu}. */
    public static final String GROUP = "group";

    private static final String REGION = "region=";
    private static final String VERSION = "x0xd=";

    /** As reports have it: fewer samples have no such percentile. */
    private static final int LEAST_P90 = 10;

    private final Report report;
    private final Map<NodeLabel, Integer> places = new HashMap<>();

    private RunFigures(Report report) {
        this.report = report;
        report.roster().forEach(entry -> places.put(entry.node(), places.size()));
    }

    /** What is kept of this run. */
    public static KeptRun of(EndedRun run) {
        Report report = run.report();
        RunFigures figures = new RunFigures(report);
        return new KeptRun(
                run.scope(),
                run.kind(),
                run.schedule(),
                run.runId(),
                run.startedMs(),
                run.endedMs(),
                report.verdict().name(),
                figures.messages(),
                figures.nodes(),
                figures.rows(),
                figures.misses(),
                json(report));
    }

    private int messages() {
        long hops = 0;
        for (CellReport cell : report.cells()) {
            hops += cell.attempts();
        }
        return (int) Math.min(Integer.MAX_VALUE, hops + report.totals().controlDms());
    }

    private List<Seat> nodes() {
        Set<NodeLabel> excluded = Set.copyOf(report.scope().excluded());
        Grid grid = Grid.of(report);
        Clocks clocks = grid.latencies().clocks();
        Map<NodeLabel, String> groups = groups();
        List<Seat> seats = new ArrayList<>();
        for (RosterEntry entry : report.roster()) {
            boolean measured = !excluded.contains(entry.node());
            Map<String, String> facts = facts(entry);
            put(facts, GROUP, groups.get(entry.node()));
            // A sparse run may have no pair of a node.
            if (measured && grid.nodes().contains(entry.node()) && clocks.known(grid.index(entry.node()))) {
                int node = grid.index(entry.node());
                facts.put("clock_offset_us", String.valueOf(clocks.offsetUs(node)));
                facts.put("clock_bound_us", String.valueOf(clocks.boundUs(node)));
            }
            String agent = entry.agentId() == null ? "" : entry.agentId().hex();
            seats.add(new Seat(entry.node().text(), agent, measured, facts));
        }
        return seats;
    }

    /** Of each node its region, or else the first other label that the fleet file gives it. */
    private Map<NodeLabel, String> groups() {
        Map<NodeLabel, String> groups = new HashMap<>();
        for (Fact fact : report.facts()) {
            String text = fact.text();
            if (fact.name().equals(Fact.GROUP) && text != null && !text.startsWith(VERSION)) {
                groups.merge(fact.node(), text, (before, now) -> now.startsWith(REGION) ? now : before);
            }
        }
        return groups;
    }

    private static Map<String, String> facts(RosterEntry entry) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("state", Printable.text(entry.state()));
        facts.put("control", Printable.text(entry.control()));
        put(facts, "runner", entry.runner());
        put(facts, "x0xd", entry.x0xd());
        put(facts, "machine_id", entry.machineId());
        put(facts, "channel", entry.channel());
        put(facts, "ledger", entry.ledger());
        return facts;
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            facts.put(name, Printable.text(value));
        }
    }

    private int place(NodeLabel node) {
        Integer place = places.get(node);
        if (place == null) {
            throw new IllegalArgumentException("not a node of the run: " + node.text());
        }
        return place;
    }

    private List<Row> rows() {
        Map<Integer, List<CellFigures>> bySource = new TreeMap<>();
        int index = 0;
        for (CellReport cell : report.cells()) {
            bySource.computeIfAbsent(place(cell.src()), src -> new ArrayList<>())
                    .add(figures(cell, index++));
        }
        List<Row> rows = new ArrayList<>();
        bySource.forEach((src, cells) -> {
            cells.sort(Comparator.comparingInt(CellFigures::dst));
            rows.add(new Row(src, cells));
        });
        return rows;
    }

    private CellFigures figures(CellReport cell, int index) {
        int[] times = times(cell, report.times(index));
        return new CellFigures(
                place(cell.dst()),
                cell.outcome().letter(),
                outcome(cell.counts(report.tolerance())),
                cell.samples(CellClass.PROVEN),
                cell.samples(CellClass.REFUTED),
                cell.samples(CellClass.UNOBSERVED),
                percentile(times, 50),
                times.length < LEAST_P90 ? -1 : percentile(times, 90),
                times.length == 0 ? -1 : times[times.length - 1]);
    }

    private static char outcome(CellClass cellClass) {
        return switch (cellClass) {
            case PROVEN -> 'p';
            case REFUTED -> 'r';
            case UNOBSERVED -> 'u';
        };
    }

    /** Ascending, in microseconds. */
    private static int[] times(CellReport cell, List<HopTimes> hops) {
        List<Integer> times = new ArrayList<>();
        for (HopTimes hop : hops) {
            Long us = hop.sendUs();
            if (us != null) {
                times.add(clamped(us));
            }
        }
        Long sendMs = cell.sendMs();
        if (times.isEmpty() && sendMs != null) {
            times.add(clamped(sendMs * 1_000));
        }
        return times.stream().mapToInt(us -> us).sorted().toArray();
    }

    private static int clamped(long us) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, us));
    }

    private static int percentile(int[] sorted, int percent) {
        return sorted.length == 0 ? -1 : sorted[(sorted.length * percent + 99) / 100 - 1];
    }

    private List<Miss> misses() {
        List<Miss> misses = new ArrayList<>();
        for (CellClass wanted : List.of(CellClass.REFUTED, CellClass.UNOBSERVED)) {
            for (CellReport cell : report.cells()) {
                if (cell.outcome().cellClass() == wanted && misses.size() < KeptRun.MOST_MISSES) {
                    misses.add(new Miss(
                            place(cell.src()),
                            place(cell.dst()),
                            cell.outcome().letter(),
                            said(cell.code()),
                            said(cell.reason())));
                }
            }
        }
        return misses;
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : Printable.text(text);
    }

    private static byte[] json(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
            ReportJson.write(report, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
