package dev.x0xtest.coordinator.formats;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.CauseWords;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.causes.NextStep;
import dev.x0xtest.coordinator.render.LatencyFacts;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.render.map.HeatMap;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.figure.BlastRadius;
import dev.x0xtest.coordinator.report.figure.VersionTable;
import dev.x0xtest.coordinator.report.format.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report as Markdown, for the summary of a job: verdict, causes, matrix, pairs that are not proven. Bounded, because
 * GitHub drops a summary of more than 1 MiB.
 */
final class MarkdownText {
    private static final int MOST_CAUSES = 20;
    private static final int MOST_PAIRS = 40;
    private static final int MOST_WARNINGS = 20;

    /** Wide enough for the columns of twenty nodes; GitHub scrolls what is wider than the page. */
    private static final Console PAGE = new Console(160, false, true, false);

    private MarkdownText() {}

    /** Lines without line ends; {@code times}: the map has a digit for each proven pair, and figures stand below it. */
    static List<String> lines(Judged judged, boolean times) {
        Report report = judged.report();
        List<String> lines = new ArrayList<>();
        lines.add("## x0xtest: " + Markdown.plain(ReportText.word(report)));
        lines.add("");
        lines.add(Markdown.plain(ReportText.sentence(report)));
        Ending ending = report.ending();
        if (ending != null) {
            lines.add("");
            lines.add("Cut short: " + Markdown.code(ending.reason()) + "; next: " + Markdown.code(ending.next()));
        }
        causes(report, judged.causes(), lines);
        matrix(times ? HeatMap.withTimes(report, PAGE) : HeatMap.lines(report, PAGE), lines);
        if (times) {
            latency(report, lines);
        }
        pairs(report, lines);
        figures(report, lines);
        if (!report.warnings().isEmpty()) {
            heading(lines, "Warnings");
            report.warnings().stream().limit(MOST_WARNINGS).forEach(text -> lines.add("- " + Markdown.code(text)));
        }
        lines.add("");
        lines.add("Run " + Markdown.code(report.runId()));
        return lines;
    }

    private static void heading(List<String> lines, String text) {
        lines.add("");
        lines.add("### " + text);
        lines.add("");
    }

    private static void causes(Report report, Causes causes, List<String> lines) {
        if (causes.list().isEmpty()) {
            return;
        }
        boolean proven = report.totals().proven() == report.totals().pairs();
        heading(lines, proven ? "Worth knowing" : "What is wrong");
        for (Cause cause :
                causes.list().subList(0, Math.min(MOST_CAUSES, causes.list().size()))) {
            lines.add("- **" + Markdown.plain(CauseWords.text(cause)) + "** ("
                    + cause.kind().name() + "; " + CauseWords.sure(cause) + ")");
            NextStep next = NextStep.of(cause);
            lines.add("  - next: " + Markdown.plain(next.text()) + "; on "
                    + next.where().text() + ": " + Markdown.code(next.command()));
        }
        if (causes.list().size() > MOST_CAUSES) {
            lines.add("- and " + (causes.list().size() - MOST_CAUSES) + " more");
        }
    }

    /** Labels and letters only: nothing in it can end the code block. */
    private static void matrix(List<String> map, List<String> lines) {
        heading(lines, "Matrix");
        lines.add("```text");
        lines.addAll(map);
        lines.add("```");
    }

    private static void latency(Report report, List<String> lines) {
        heading(lines, "Latency");
        LatencyFacts facts = LatencyFacts.of(report, true);
        if (facts.rows().isEmpty()) {
            lines.add("No hop was answered.");
            return;
        }
        table(lines, "to the answer from, ms", LatencyFacts.HEADINGS);
        facts.rows().forEach(row -> lines.add("| " + row.since() + " | " + String.join(" | ", row.values()) + " |"));
        for (LatencyFacts.Group group : facts.groups()) {
            lines.add("");
            lines.add(Markdown.plain(Character.toUpperCase(group.title().charAt(0))
                            + group.title().substring(1)) + ", ms:");
            lines.add("");
            group.entries()
                    .forEach(entry ->
                            lines.add("- " + Markdown.plain(entry.name()) + ": " + Markdown.plain(entry.value())));
            if (group.more() > 0) {
                lines.add("- and " + group.more() + " that are less");
            }
        }
    }

    private static void table(List<String> lines, String corner, List<String> columns) {
        lines.add("| " + corner + " | " + String.join(" | ", columns) + " |");
        lines.add("| --- |" + " ---: |".repeat(columns.size()));
    }

    private static void pairs(Report report, List<String> lines) {
        List<CellReport> open = report.cells().stream()
                .filter(cell -> !cell.proven())
                .limit(MOST_PAIRS)
                .toList();
        if (open.isEmpty()) {
            return;
        }
        heading(lines, "Pairs that are not proven");
        for (CellReport cell : open) {
            lines.add("- `" + cell.src().text() + "` → `" + cell.dst().text() + "` "
                    + cell.outcome().name() + ": " + Markdown.code(Diagnosis.evidence(report, cell)));
        }
        int more = report.totals().pairs() - report.totals().proven() - open.size();
        if (more > 0) {
            lines.add("- and " + more + " more");
        }
    }

    private static void figures(Report report, List<String> lines) {
        BlastRadius.of(report).ifPresent(radius -> {
            heading(lines, "The loss of one node");
            lines.add("Any one node lost keeps the other linked nodes linked by proven pairs: "
                    + (radius.anyOne() ? "yes" : "no"));
            if (!radius.anyOne()) {
                lines.add("");
            }
            radius.critical().stream()
                    .limit(MOST_WARNINGS)
                    .forEach(one -> lines.add("- without `" + one.node().text() + "`, "
                            + one.cutOff().size() + (one.cutOff().size() == 1 ? " node" : " nodes")
                            + " would be cut off"));
        });
        VersionTable.of(report).ifPresent(table -> {
            heading(lines, "Pairs proven, by the x0xd of source and destination");
            List<String> names = table.versions().stream().map(Markdown::plain).toList();
            table(lines, "from \\ to", names);
            for (int row = 0; row < names.size(); row++) {
                lines.add("| " + names.get(row) + " | "
                        + table.counts().get(row).stream()
                                .map(count -> count.pairs() == 0 ? "" : count.proven() + "/" + count.pairs())
                                .collect(Collectors.joining(" | "))
                        + " |");
            }
        });
    }
}
