package dev.x0xtest.coordinator.render;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Totals;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The last lines: the verdict in one, and below it what qualifies it. */
final class VerdictText {
    /** Characters of a run's id that a person can tell apart. */
    private static final int SHORT_ID = 8;

    private VerdictText() {}

    static List<String> lines(Report report, Console console) {
        List<String> lines = new ArrayList<>();
        Paint paint = new Paint(console);
        lines.add(paint.verdict(report.verdict(), report.verdict().name()) + "  " + sentence(report));
        String partial = report.partial();
        if (partial != null) {
            lines.add("  PARTIAL, cut short: " + partial + "; the figures cover what was known by then");
        }
        report.warnings().forEach(warning -> lines.add("  warning: " + warning));
        List<NodeLabel> excluded = report.scope().excluded();
        if (!excluded.isEmpty()) {
            lines.add("  not measured, excluded by request: "
                    + excluded.stream().map(NodeLabel::text).collect(Collectors.joining(", ")));
        }
        if (report.totals().duplicates() > 0) {
            lines.add("  duplicates: " + report.totals().duplicates() + " (messages seen more than once)");
        }
        lines.add(paint.dim("  " + timing(report)));
        lines.add(paint.dim("  run " + id(report, console)));
        return lines;
    }

    private static String sentence(Report report) {
        Totals totals = report.totals();
        if (totals.pairs() == 0) {
            return "nothing was measured";
        }
        String scope = report.scope().kind().equals(Report.Scope.ALL_PAIRS)
                ? ""
                : " (" + report.scope().kind() + ")";
        return totals.proven() + " of " + totals.pairs() + " pairs" + scope + " proven on plane "
                + report.plane().label()
                + (report.scope().samples() == 1 ? "" : ", " + report.scope().samples() + " samples each")
                + (totals.refuted() == 0 ? "" : ", " + totals.refuted() + " refuted")
                + (totals.unobserved() == 0 ? "" : ", " + totals.unobserved() + " unobserved")
                + ", first attempt " + totals.firstAttemptOk() + ", "
                + seconds(report.timing().totalMs());
    }

    /** Whole in a file, where a program may look for it. */
    private static String id(Report report, Console console) {
        return console.live() ? report.runId().substring(0, SHORT_ID) + console.dots() : report.runId();
    }

    private static String timing(Report report) {
        Report.Timing timing = report.timing();
        return "discover " + seconds(timing.discoverMs()) + ", ready " + seconds(timing.readyMs()) + ", matrix "
                + seconds(timing.matrixMs()) + "; " + report.totals().controlDms() + " control message"
                + (report.totals().controlDms() == 1 ? "" : "s");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, millis < 10_000 ? "%.2f s" : "%.1f s", millis / 1000.0);
    }
}
