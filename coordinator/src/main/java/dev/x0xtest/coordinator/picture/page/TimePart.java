package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.causes.FactWords;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.fact.Fact;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The phases of the run on one scale, and what was learned when. */
final class TimePart {
    private static final int WIDE = 1_000;
    private static final int MOST_FACTS = 40;

    private TimePart() {}

    static void write(Sheet sheet, Html html) throws IOException {
        Report report = sheet.report();
        Report.Timing timing = report.timing();
        html.put("<section id=\"time\" aria-labelledby=\"h-time\">\n<h2 id=\"h-time\">Time</h2>\n<p>The run took ");
        html.text(seconds(timing.totalMs())).put(", in ").put(report.epochs());
        html.put(report.epochs() == 1 ? " epoch" : " epochs").put(".</p>\n");
        List<Phase> phases = List.of(
                new Phase("connect", "until the anchor's daemon answered", timing.connectMs()),
                new Phase("discover", "until the runners were found", timing.discoverMs()),
                new Phase("ready", "until the first hops could be sent", timing.readyMs()),
                new Phase("matrix", "until the end", timing.matrixMs()));
        html.put(
                        "<svg class=\"phases\" viewBox=\"0 0 1000 30\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Phases")
                .put(" of the run; the list below has their figures\">");
        long total = Math.max(1, timing.totalMs());
        long before = 0;
        int number = 0;
        for (Phase phase : phases) {
            long from = before * WIDE / total;
            before += phase.millis();
            html.put("<rect class=\"ph")
                    .put(number++)
                    .put("\" x=\"")
                    .put((int) from)
                    .put("\" width=\"");
            html.put((int) (before * WIDE / total - from)).put("\" height=\"30\"/>");
        }
        html.put("</svg>\n<ol class=\"phase-list\">\n");
        number = 0;
        for (Phase phase : phases) {
            html.put("<li><svg class=\"chip\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"ph")
                    .put(number++);
            html.put("\" width=\"10\" height=\"10\"/></svg> <b>")
                    .put(phase.name())
                    .put("</b> ");
            html.text(seconds(phase.millis()) + ", " + phase.end()).put("</li>\n");
        }
        html.put("</ol>\n");
        facts(report, html);
        html.put("</section>\n");
    }

    private record Phase(String name, String end, long millis) {}

    private static void facts(Report report, Html html) throws IOException {
        if (report.facts().isEmpty()) {
            return;
        }
        html.put("<details><summary>What was learned beside the pairs</summary>\n<ol class=\"facts\">\n");
        List<Fact> facts = report.facts().stream()
                .sorted(Comparator.comparingLong(Fact::atMs))
                .toList();
        for (Fact fact : facts.subList(0, Math.min(MOST_FACTS, facts.size()))) {
            html.put("<li>");
            if (fact.atMs() > 0) {
                html.put("<span class=\"at\">").text(seconds(fact.atMs())).put("</span> ");
            }
            html.text(FactWords.text(fact)).put("</li>\n");
        }
        html.put("</ol>\n");
        if (facts.size() > MOST_FACTS) {
            html.put("<p>and ").put(facts.size() - MOST_FACTS).put(" more, in the JSON report</p>\n");
        }
        html.put("</details>\n");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / 1e3);
    }
}
