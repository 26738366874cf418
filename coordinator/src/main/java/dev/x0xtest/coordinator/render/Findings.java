package dev.x0xtest.coordinator.render;

import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.CellView;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.format.Diagnosis;
import dev.x0xtest.coordinator.report.format.Grid;
import dev.x0xtest.coordinator.report.format.NextStep;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What no cause explains, in as few findings as possible: each such cell is in exactly one. What the end of the run cut short
 * comes first, then the nodes that were not ready, so that no other node is blamed for their cells, then the rest by class.
 */
final class Findings {
    private final Report report;
    private final Grid grid;
    /** By their places in the report's list: a report may have a million cells. */
    private final BitSet proven = new BitSet();

    private final BitSet untold = new BitSet();
    private final List<Finding> findings = new ArrayList<>();

    private Findings(Report report, Set<Pair> explained) {
        this.report = report;
        this.grid = Grid.of(report);
        int place = 0;
        for (CellReport cell : report.cells()) {
            if (cell.proven()) {
                proven.set(place);
            } else if (!explained.contains(new Pair(cell.src(), cell.dst()))) {
                untold.set(place);
            }
            place++;
        }
    }

    static List<Finding> of(Report report) {
        return of(report, Set.of());
    }

    /** The findings in what is left; {@code explained} has its cause already. */
    static List<Finding> of(Report report, Set<Pair> explained) {
        if (report.totals().proven() == report.totals().pairs()) {
            return List.of();
        }
        Findings all = new Findings(report, explained);
        all.everything();
        all.cutShort();
        int nodes = all.grid.nodes().size();
        if (nodes > 2) {
            IntStream.range(0, nodes).filter(all::unready).forEach(all::node);
        }
        all.classes();
        return List.copyOf(all.findings);
    }

    private boolean unready(int node) {
        return !report.entry(grid.nodes().get(node)).map(RosterEntry::ready).orElse(true);
    }

    /** One cause for all, as when the anchor never answered. */
    private void everything() {
        List<CellReport> cells = report.cells();
        if (cells.size() > 1 && untold.cardinality() == cells.size() && !Diagnosis.cutShort(report, cells.get(0))) {
            CellReport first = cells.get(0);
            Key key = key(first);
            boolean alike = cells.stream()
                    .allMatch(cell -> key(cell).equals(key) && Objects.equals(cell.reason(), first.reason()));
            if (alike) {
                tell(Finding.Kind.EVERYTHING, null, IntStream.range(0, cells.size()));
            }
        }
    }

    /** The cells that are open because the run ended first: no node is blamed for them. */
    private void cutShort() {
        int[] places = untold.stream()
                .filter(place -> Diagnosis.cutShort(report, report.cells().get(place)))
                .toArray();
        if (places.length > 0) {
            tell(Finding.Kind.CUT_SHORT, null, Arrays.stream(places));
        }
    }

    /** A node that was not ready is why its cells are open, whatever was known of them. */
    private void node(int node) {
        int[] places = grid.cross(node);
        boolean fresh = Arrays.stream(places).anyMatch(untold::get);
        boolean open = Arrays.stream(places).noneMatch(proven::get);
        if (fresh && open && grid.cells(places).stream().allMatch(Findings::unobserved)) {
            tell(Finding.Kind.NODE, grid.nodes().get(node), Arrays.stream(places));
        }
    }

    private static boolean unobserved(CellReport cell) {
        return cell.outcome().cellClass() == CellClass.UNOBSERVED;
    }

    private record Key(String title, NextStep step) {}

    private Key key(CellReport cell) {
        return new Key(cell.title(), step(cell));
    }

    private NextStep step(CellReport cell) {
        return Diagnosis.nextStep(report, cell);
    }

    private void classes() {
        Map<CellOutcome, Map<Key, IntStream.Builder>> classes = new EnumMap<>(CellOutcome.class);
        untold.stream().forEach(place -> {
            CellReport cell = report.cells().get(place);
            classes.computeIfAbsent(cell.outcome(), outcome -> new LinkedHashMap<>())
                    .computeIfAbsent(key(cell), key -> IntStream.builder())
                    .add(place);
        });
        classes.values()
                .forEach(ofOutcome ->
                        ofOutcome.values().forEach(places -> tell(Finding.Kind.CLASS, null, places.build())));
    }

    private void tell(Finding.Kind kind, @Nullable NodeLabel node, IntStream places) {
        int[] all = places.toArray();
        int[] fresh = Arrays.stream(all).filter(untold::get).toArray();
        Arrays.stream(fresh).forEach(untold::clear);
        List<CellReport> cells = grid.cells(fresh);
        CellReport example = Finding.example(node, cells);
        findings.add(new Finding(kind, node, cells, all.length - fresh.length, example, step(example)));
    }

    /**
     * Cells that are not proven and have one thing in common, with one next step for all of them.
     *
     * @param node whose cells they are; null unless the kind is about one node
     * @param cells in this finding only, at least one, in the report's order
     * @param example one of the cells
     * @param toldBefore cells of the same node that an earlier finding holds
     */
    record Finding(
            Kind kind,
            @Nullable NodeLabel node,
            List<CellReport> cells,
            int toldBefore,
            CellReport example,
            NextStep nextStep) {
        enum Kind {
            EVERYTHING,
            /** Open because the run ended first. */
            CUT_SHORT,
            /** The cells of a node that was not ready. */
            NODE,
            /** Cells of the same outcome, code and next step, wherever they lie. */
            CLASS
        }

        Finding {
            cells = CellView.fixed(cells);
            if (cells.isEmpty()) {
                throw new IllegalArgumentException("a finding without cells");
            }
        }

        /** Shown in one line, however many cells it has. */
        boolean collapsed() {
            return kind != Kind.CLASS;
        }

        /** Example cell. For a node, prefer one that it sends: its own state decides that one's next step. */
        static CellReport example(@Nullable NodeLabel node, List<CellReport> cells) {
            return cells.stream()
                    .filter(cell -> cell.src().equals(node))
                    .findFirst()
                    .orElse(cells.get(0));
        }
    }
}
