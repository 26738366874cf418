package dev.x0xtest.coordinator.render;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Diagnosis;
import dev.x0xtest.coordinator.report.NextStep;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, as few findings as tell it: each cell that is not proven is in exactly one. Whole nodes come first (the
 * unready ones before all others, so that nobody is blamed for them), then rows, columns, and what is left by class.
 */
final class Findings {
    private final Report report;
    private final Set<CellReport> untold = new LinkedHashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private Findings(Report report) {
        this.report = report;
        report.cells().stream().filter(cell -> !cell.proven()).forEach(untold::add);
    }

    static List<Finding> of(Report report) {
        Findings all = new Findings(report);
        all.everything();
        List<NodeLabel> nodes = report.nodes();
        if (nodes.size() > 2) {
            nodes.stream().filter(all::unready).forEach(node -> all.node(node, true));
            nodes.forEach(node -> all.node(node, false));
            nodes.forEach(
                    node -> all.line(Finding.Kind.ROW, node, cell -> cell.src().equals(node)));
            nodes.forEach(node ->
                    all.line(Finding.Kind.COLUMN, node, cell -> cell.dst().equals(node)));
        }
        all.classes();
        return List.copyOf(all.findings);
    }

    private boolean unready(NodeLabel node) {
        return !report.entry(node).map(RosterEntry::ready).orElse(true);
    }

    /** One cause for all, as when the anchor never answered. */
    private void everything() {
        List<CellReport> cells = report.cells();
        if (cells.size() > 1 && untold.size() == cells.size()) {
            CellReport first = cells.get(0);
            boolean alike = cells.stream()
                    .allMatch(cell -> cell.title().equals(first.title())
                            && Objects.equals(cell.reason(), first.reason())
                            && step(cell) == step(first));
            if (alike) {
                tell(Finding.Kind.EVERYTHING, null, cells);
            }
        }
    }

    private void node(NodeLabel node, boolean known) {
        List<CellReport> cells =
                select(cell -> cell.src().equals(node) || cell.dst().equals(node));
        if (worthALine(cells, known) && (unobserved(cells) || uniform(cells))) {
            tell(Finding.Kind.NODE, node, cells);
        }
    }

    private void line(Finding.Kind kind, NodeLabel node, Predicate<CellReport> part) {
        List<CellReport> cells = select(part);
        if (worthALine(cells, false) && (unobserved(cells) || uniform(cells))) {
            tell(kind, node, cells);
        }
    }

    private List<CellReport> select(Predicate<CellReport> part) {
        return report.cells().stream().filter(part).toList();
    }

    /** Nothing proven among them, and unless it is known to be the cause, most of them not told yet. */
    private boolean worthALine(List<CellReport> cells, boolean knownCause) {
        long fresh = cells.stream().filter(untold::contains).count();
        return cells.stream().noneMatch(CellReport::proven) && fresh > (knownCause ? 0 : Math.max(1, cells.size() / 2));
    }

    private static boolean unobserved(List<CellReport> cells) {
        return cells.stream().allMatch(cell -> cell.outcome().cellClass() == CellClass.UNOBSERVED);
    }

    private boolean uniform(List<CellReport> cells) {
        return cells.stream().map(this::key).distinct().count() == 1;
    }

    private record Key(String title, NextStep step) {}

    private Key key(CellReport cell) {
        return new Key(cell.title(), step(cell));
    }

    private NextStep step(CellReport cell) {
        return Diagnosis.nextStep(report, cell);
    }

    private void classes() {
        Map<Key, List<CellReport>> classes = new LinkedHashMap<>();
        untold.stream()
                .sorted(Comparator.comparing(CellReport::outcome))
                .forEach(cell -> classes.computeIfAbsent(key(cell), key -> new ArrayList<>())
                        .add(cell));
        classes.values().forEach(cells -> tell(Finding.Kind.CLASS, null, cells));
    }

    private void tell(Finding.Kind kind, @Nullable NodeLabel node, List<CellReport> cells) {
        List<CellReport> fresh = cells.stream().filter(untold::contains).toList();
        fresh.forEach(untold::remove);
        CellReport example = Finding.example(node, fresh);
        findings.add(new Finding(kind, node, fresh, cells.size() - fresh.size(), example, step(example)));
    }
}
