package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The whole page. */
public final class HtmlPage {
    private static final int MOST_WARNINGS = 20;
    /** More than these would push the matrix off the first screen. */
    private static final int OPEN_WARNINGS = 3;

    /** A matrix of so many nodes leaves room beside it. */
    private static final int SIDE_BY_SIDE = 12;

    private HtmlPage() {}

    /** The content security policy of every page, as in its own head: for a server that sends it as a header. */
    public static String policy() throws IOException {
        return PageFiles.read().policy();
    }

    /** Writes the page as UTF-8 text. */
    public static void write(Sheet sheet, Appendable out) throws IOException {
        PageFiles files = PageFiles.read();
        Html html = new Html(out);
        head(sheet, files, html);
        html.put("<body>\n<header class=\"top ")
                .put(sheet.report().verdict().name().toLowerCase(Locale.ROOT))
                .put("\">\n");
        banner(sheet, html);
        html.put("</header>\n<main>\n");
        CausePart.write(sheet, html);
        notes(sheet.report(), html);
        html.put(sheet.matrix().size() <= SIDE_BY_SIDE ? "<div class=\"two\">\n" : "<div class=\"one\">\n");
        if (sheet.lettered()) {
            GridPart.write(sheet, html);
        } else {
            MapPart.write(sheet, html);
        }
        NodePart.write(sheet, html);
        html.put("</div>\n");
        PairPart.write(sheet, html);
        LatencyPart.write(sheet, html);
        TimePart.write(sheet, html);
        html.put("</main>\n<footer><p>Made by x0xtest from the report of run ")
                .text(sheet.report().runId())
                .put(". Nothing of this page is loaded from elsewhere.</p></footer>\n");
        html.put("<script type=\"application/json\" id=\"data\">");
        PageData.write(sheet, html);
        html.put("</script>\n<script>").put(files.script()).put("</script>\n</body>\n</html>\n");
    }

    private static void head(Sheet sheet, PageFiles files, Html html) throws IOException {
        html.put("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .put("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .put(files.policy())
                .put("\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
                .put("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .text(sheet.report().verdict() + ": " + sheet.headline())
                .put("</title>\n<style>")
                .put(files.style())
                .put("</style>\n</head>\n");
    }

    private static void banner(Sheet sheet, Html html) throws IOException {
        Report report = sheet.report();
        html.put("<p class=\"verdict\">").text(report.verdict().name()).put("</p>\n<div>\n<h1>");
        html.text(sheet.headline())
                .put("</h1>\n<p class=\"sub\">plane ")
                .text(report.plane().label());
        if (!report.scope().sizes().isEmpty()) {
            html.text(", "
                    + report.scope().sizes().stream().map(Sheet::count).collect(Collectors.joining(", "))
                    + " bytes a message");
        }
        html.text(" · " + Sheet.count(sheet.matrix().size()) + " nodes · run ");
        html.text(report.runId().substring(0, Math.min(8, report.runId().length())));
        Origin origin = report.origin();
        if (origin != null) {
            String at = origin.startedAt();
            html.put(" · <time datetime=\"")
                    .text(at)
                    .put("\">")
                    .text(at.replace('T', ' ').replaceFirst("\\.\\d+Z$", " UTC"));
            html.put("</time>");
            if (!origin.host().isEmpty()) {
                html.text(" on " + origin.host());
            }
        }
        html.put("</p>\n</div>\n");
        html.put(
                        "<nav aria-label=\"Parts of this page\"><a href=\"#causes\">Causes</a> <a href=\"#matrix\">Matrix</a> ")
                .put("<a href=\"#nodes\">Nodes</a> <a href=\"#pairs\">Pairs</a> <a href=\"#latency\">Latency</a> ")
                .put("<a href=\"#time\">Time</a></nav>\n");
    }

    private static void warnings(List<String> all, Html html) throws IOException {
        boolean folded = all.size() > OPEN_WARNINGS + 1;
        for (int at = 0; at < Math.min(MOST_WARNINGS, all.size()); at++) {
            if (folded && at == OPEN_WARNINGS) {
                html.put("<li><details><summary>").put(all.size() - at).put(" more warnings</summary>\n<ul>\n");
            }
            html.put("<li>Warning: ").text(all.get(at)).put("</li>\n");
        }
        if (all.size() > MOST_WARNINGS) {
            html.put("<li>and ").put(all.size() - MOST_WARNINGS).put(", in the JSON report</li>\n");
        }
        html.put(folded ? "</ul></details></li>\n" : "");
    }

    /** What qualifies the figures. */
    private static void notes(Report report, Html html) throws IOException {
        Ending ending = report.ending();
        int leftOut = report.asked().size() - report.nodes().size();
        if (ending == null
                && leftOut == 0
                && report.warnings().isEmpty()
                && report.scope().excluded().isEmpty()) {
            return;
        }
        html.put("<ul class=\"notes\">\n");
        if (ending != null) {
            html.put("<li>Cut short: ")
                    .text(ending.reason() + ". Next: " + ending.next())
                    .put("</li>\n");
        }
        warnings(report.warnings(), html);
        if (leftOut > 0) {
            html.put("<li>")
                    .text(Sheet.count(leftOut) + (leftOut == 1 ? " node is" : " nodes are")
                            + " left out here: this sparse run has no pair of " + (leftOut == 1 ? "it" : "them"))
                    .put("</li>\n");
        }
        if (!report.scope().excluded().isEmpty()) {
            html.put("<li>Not measured, excluded by request: ")
                    .text(report.scope().excluded().stream()
                            .map(NodeLabel::text)
                            .collect(Collectors.joining(", ")))
                    .put("</li>\n");
        }
        html.put("</ul>\n");
    }
}
