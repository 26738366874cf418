package dev.x0xtest.coordinator.render;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.render.console.Wrap;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.format.Diagnosis;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** "What is wrong" for a person: every finding with evidence and its next step, long lists cut. */
final class FindingsText {
    /** Entries shown: a line for a collapsed finding, one for each cell of a class. */
    static final int MAX_ENTRIES = 30;
    /** Cells of a class that are shown with their evidence; the others are alike and only named. */
    private static final int MAX_EXAMPLES = 3;

    private static final int MAX_NODES = 12;

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
    static List<String> lines(Judged judged, Console console, String rest) {
        Report report = judged.report();
        Causes causes = judged.causes();
        Set<Pair> explained = causes.list().stream()
                .flatMap(cause -> cause.explains().stream())
                .collect(Collectors.toSet());
        List<Findings.Finding> findings = Findings.of(report, explained);
        return findings.isEmpty() && causes.list().isEmpty()
                ? List.of()
                : new FindingsText(report, console).lines(causes, findings, rest);
    }

    private List<String> lines(Causes named, List<Findings.Finding> findings, String rest) {
        lines.add(paint.bold(report.totals().proven() == report.totals().pairs() ? "Worth knowing" : "What is wrong"));
        lines.addAll(new CauseCards(report, console).lines(named.list()));
        List<List<Findings.Finding>> causes = List.copyOf(findings.stream()
                .collect(Collectors.groupingBy(this::cause, LinkedHashMap::new, Collectors.toList()))
                .values());
        for (int index = 0; index < causes.size(); index++) {
            // Each cause that follows keeps one entry, so that many cells of one class never hide another.
            List<Findings.Finding> alike = causes.get(index);
            if (alike.size() == 1) {
                finding(alike.get(0), Math.max(1, room - (causes.size() - index - 1)));
            } else {
                severalNodes(alike);
            }
        }
        if (hidden > 0) {
            lines.add("  " + console.dots() + " and " + hidden + " more, in " + rest);
        }
        return lines;
    }

    /** Nodes that were not ready for the same reason share a paragraph: a mass failure is one failure. */
    private Object cause(Findings.Finding finding) {
        if (finding.node() == null) {
            return new Object();
        }
        String state = unready(finding).map(RosterEntry::state).orElse("");
        // Ids and places in queues differ from node to node.
        return List.of(
                finding.kind(),
                titles(finding.cells()).replaceAll("[0-9]+ ", ""),
                finding.nextStep(),
                state.replaceAll("[0-9a-f]{8,}", ""));
    }

    private static Optional<RosterEntry> unready(Report report, Findings.Finding finding) {
        return Optional.ofNullable(finding.node()).flatMap(report::entry).filter(entry -> !entry.ready());
    }

    private Optional<RosterEntry> unready(Findings.Finding finding) {
        return unready(report, finding);
    }

    private void severalNodes(List<Findings.Finding> alike) {
        List<CellReport> cells =
                alike.stream().flatMap(finding -> finding.cells().stream()).toList();
        if (room == 0) {
            hidden += cells.size();
            return;
        }
        room--;
        Findings.Finding first = alike.get(0);
        lines.add("  " + paint.bold("all " + pairs(cells.size()) + " from and to " + alike.size() + " nodes") + ": "
                + titles(cells));
        List<String> names = new ArrayList<>(alike.stream()
                .limit(MAX_NODES)
                .flatMap(finding -> Stream.ofNullable(finding.node()))
                .map(NodeLabel::text)
                .toList());
        if (alike.size() > MAX_NODES) {
            int more = alike.size() - MAX_NODES;
            names.add("and " + more + " more node" + (more == 1 ? "" : "s") + " with the same cause");
        }
        lines.addAll(Wrap.list(names, "    ", console.width()));
        example(first);
        lines.add("    next: " + first.nextStep().text(report, first.example()) + "; the same for the other nodes");
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
        example(finding);
    }

    /** The end of the run is the cause: says what was still open, and blames no node. */
    private void example(Findings.Finding finding) {
        Ending ending = report.ending();
        if (finding.kind() == Findings.Finding.Kind.CUT_SHORT && ending != null) {
            lines.add("    not decided before " + ending.when());
            List<String> open = report.roster().stream()
                    .filter(entry -> !entry.ready() && !entry.leftOut())
                    .map(entry -> entry.node().text())
                    .toList();
            if (!open.isEmpty()) {
                List<String> shown = new ArrayList<>(open.subList(0, Math.min(MAX_NODES, open.size())));
                if (open.size() > MAX_NODES) {
                    shown.add("and " + (open.size() - MAX_NODES) + " more");
                }
                shown.set(0, "not ready by then: " + shown.get(0));
                lines.addAll(Wrap.list(shown, "    ", console.width()));
            }
            return;
        }
        lines.add(unready(finding)
                .map(entry -> "    " + entry.node().text() + ": " + entry.state())
                .orElseGet(() -> "    for example " + evidence(finding.example())));
    }

    private String subject(Findings.Finding finding) {
        int all = finding.cells().size() + finding.toldBefore();
        String name = finding.node() == null ? "" : finding.node().text();
        String before = finding.toldBefore() == 0 ? "" : " (" + finding.toldBefore() + " of them listed above)";
        return switch (finding.kind()) {
            case EVERYTHING -> "all " + all + " pairs";
            case CUT_SHORT -> all == report.totals().pairs() ? "all " + all + " pairs" : pairs(all);
            case NODE -> "all " + pairs(all) + " from and to " + name + before;
            case CLASS -> throw new IllegalArgumentException("a class has no one subject");
        };
    }

    private static String pairs(int count) {
        return count + (count == 1 ? " pair" : " pairs");
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
            int examples = shown <= MAX_EXAMPLES + 1 ? shown : MAX_EXAMPLES;
            told.subList(0, examples).forEach(cell -> lines.add("    " + evidence(cell)));
            if (shown > examples) {
                lines.add("    " + (cells.size() - examples) + " more of this kind"
                        + (cells.size() > shown ? ", among them:" : ":"));
                List<String> others =
                        told.subList(examples, shown).stream().map(this::pair).toList();
                lines.addAll(Wrap.list(others, "      ", console.width()));
            }
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
