package dev.x0xtest.coordinator.render;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.render.console.Wrap;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.format.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** "What is wrong" for a person: every finding with evidence and its next step, long lists cut. */
final class FindingsText {
    /** Entries shown: a line for a collapsed finding, one for each cell of a class. */
    static final int MAX_ENTRIES = 30;

    private final Report report;
    private final Console console;
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();
    private int room = MAX_ENTRIES;
    private int hidden;

    private FindingsText(Report report, Console console) {
        this.report = report;
        this.console = console;
        this.paint = new Paint(console);
    }

    /**
     * Nothing at all when every cell is proven.
     *
     * @param rest where a reader finds what does not fit, such as a file's name
     */
    static List<String> lines(Report report, Console console, String rest) {
        List<Findings.Finding> findings = Findings.of(report);
        return findings.isEmpty() ? List.of() : new FindingsText(report, console).lines(findings, rest);
    }

    private List<String> lines(List<Findings.Finding> findings, String rest) {
        lines.add(paint.bold("What is wrong"));
        for (int index = 0; index < findings.size(); index++) {
            // Each finding that follows keeps one entry, so that many cells of one class never hide another.
            finding(findings.get(index), Math.max(1, room - (findings.size() - index - 1)));
        }
        if (hidden > 0) {
            lines.add("  " + console.dots() + " and " + hidden + " more, in " + rest);
        }
        return lines;
    }

    private void finding(Findings.Finding finding, int entries) {
        if (room == 0) {
            hidden += finding.cells().size();
            return;
        }
        if (finding.collapsed()) {
            collapsed(finding);
            room--;
        } else {
            cells(finding, entries);
        }
        CellReport example = finding.example();
        boolean forEach = finding.cells().size() > 1 && finding.nextStep().namesThePair();
        lines.add("    next: " + finding.nextStep().text(report, example)
                + (forEach ? "; the same for the other pairs" : ""));
    }

    private void collapsed(Findings.Finding finding) {
        lines.add("  " + paint.bold(subject(finding)) + ": " + titles(finding.cells()));
        CellReport example = finding.example();
        Optional<RosterEntry> unready =
                Optional.ofNullable(finding.node()).flatMap(report::entry).filter(entry -> !entry.ready());
        lines.add(unready.map(entry -> "    " + entry.node().text() + ": " + entry.state())
                .orElseGet(() -> "    for example " + evidence(example)));
    }

    private String subject(Findings.Finding finding) {
        int all = finding.cells().size() + finding.toldBefore();
        String name = finding.node() == null ? "" : finding.node().text();
        String before = finding.toldBefore() == 0 ? "" : " (" + finding.toldBefore() + " of them listed above)";
        return switch (finding.kind()) {
            case EVERYTHING -> "all " + all + " pairs";
            case NODE -> "all " + all + " pairs from and to " + name + before;
            case ROW -> "all " + all + " pairs from " + name + before;
            case COLUMN -> "all " + all + " pairs to " + name + before;
            case CLASS -> throw new IllegalArgumentException("a class has no one subject");
        };
    }

    /** One title alone, several with their numbers. */
    private static String titles(List<CellReport> cells) {
        Map<String, Long> counts =
                cells.stream().collect(Collectors.groupingBy(CellReport::title, TreeMap::new, Collectors.counting()));
        if (counts.size() == 1) {
            return counts.keySet().iterator().next();
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private void cells(Findings.Finding finding, int entries) {
        List<CellReport> cells = finding.cells();
        CellReport first = cells.get(0);
        lines.add("  " + paint.bold(first.title()) + ", " + cells.size() + (cells.size() == 1 ? " pair: " : " pairs: ")
                + first.outcome().meaning());
        int shown = Math.min(cells.size(), entries);
        List<CellReport> told = cells.subList(0, shown);
        if (shown > 1 && told.stream().map(this::witnesses).distinct().count() == 1) {
            lines.add("    " + witnesses(first) + ":");
            lines.addAll(Wrap.list(told.stream().map(this::pair).toList(), "      ", console.width()));
        } else {
            told.forEach(cell -> lines.add("    " + evidence(cell)));
        }
        room -= shown;
        hidden += cells.size() - shown;
    }

    private String evidence(CellReport cell) {
        return pair(cell) + ": " + witnesses(cell);
    }

    private String witnesses(CellReport cell) {
        return Diagnosis.evidence(report, cell);
    }

    private String pair(CellReport cell) {
        return cell.src().text() + " " + console.arrow() + " " + cell.dst().text();
    }
}
