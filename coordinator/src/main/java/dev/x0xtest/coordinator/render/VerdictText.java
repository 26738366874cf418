package dev.x0xtest.coordinator.render;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.Totals;
import dev.x0xtest.wire.NodeLabel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last lines: the verdict in one, and below it what qualifies it. */
final class VerdictText {
    /** Characters of a run's id that a person can tell apart. */
    private static final int SHORT_ID = 8;

    private VerdictText() {}

    static List<String> lines(Report report, Console console) {
        List<String> lines = new ArrayList<>();
        Paint paint = new Paint(console);
        lines.add(paint.verdict(report.verdict(), word(report)) + "  " + sentence(report));
        Ending ending = report.ending();
        if (ending != null) {
            lines.add("  cut short" + (ending.cause() == Ending.Cause.DEADLINE ? " by " : ": ") + ending.reason()
                    + "; the figures cover what was known by then");
            lines.add("  next: " + ending.next());
        }
        report.warnings().forEach(warning -> lines.add("  warning: " + warning));
        if (report.totals().proven() < report.totals().pairs()) {
            FleetFigures.blastRadius(report).forEach(line -> lines.add("  " + line));
        }
        Origin origin = report.origin();
        if (origin != null) {
            origin.unusableAnchors()
                    .forEach((node, why) -> lines.add("  the anchor " + node + " could not be used: " + why));
        }
        List<NodeLabel> excluded = report.scope().excluded();
        if (!excluded.isEmpty()) {
            lines.add("  not measured, excluded by request: "
                    + excluded.stream().map(NodeLabel::text).collect(Collectors.joining(", ")));
        }
        if (report.scope().samples() > 1) {
            lines.add("  " + GradesText.line(report));
        }
        if (report.totals().duplicates() > 0) {
            lines.add("  duplicates: " + report.totals().duplicates() + " (messages seen more than once)");
        }
        lines.add("  " + paint.dim(timing(report)));
        if (origin != null) {
            lines.add("  "
                    + paint.dim("started "
                            + origin.startedAt().replace('T', ' ').replaceFirst("\\.\\d+Z$", " UTC")
                            + (origin.host().isEmpty() ? "" : " on " + origin.host()) + " by x0xtest "
                            + origin.version()));
            versions(report).ifPresent(versions -> lines.add("  " + paint.dim(versions)));
        }
        lines.add("  " + paint.dim("run " + id(report, console)));
        return lines;
    }

    /** The word for the exit code: only 0, 1 and 4 are verdicts on the mesh. */
    static String word(Report report) {
        return switch (report.exitCode()) {
            case PASS, FAIL, INCONCLUSIVE -> report.verdict().name();
            case INTERRUPTED, TERMINATED -> report.exitCode().name();
            case HUNG_UP -> "HUNG UP";
            case INTERNAL -> "INTERNAL ERROR";
            case ENVIRONMENT, USAGE, STALE_CREDENTIAL -> "NO VERDICT";
        };
    }

    static String sentence(Report report) {
        Totals totals = report.totals();
        if (totals.pairs() == 0) {
            return "nothing was measured";
        }
        boolean sparse = report.scope().isSparse();
        String scope = sparse ? " (sparse: " + totals.pairs() + " of " + report.possiblePairs() + " pairs)" : "";
        return totals.proven() + " of " + totals.pairs() + (sparse ? " declared pairs" : " pairs") + " proven" + scope
                + " on plane "
                + report.plane().label()
                + sizes(report.scope().sizes())
                + samples(report)
                + (totals.refuted() == 0 ? "" : ", " + totals.refuted() + " refuted")
                + (totals.unobserved() == 0 ? "" : ", " + totals.unobserved() + " unobserved")
                + (report.scope().toleratedLoss() == null ? "" : ", " + GradesText.tolerance(report))
                + (report.epochs() == 1 ? "" : ", in " + report.epochs() + " epochs")
                + ", first attempt " + totals.firstAttemptOk() + ", "
                + seconds(report.timing().totalMs());
    }

    private static String sizes(List<Integer> sizes) {
        if (sizes.size() < 2) {
            return sizes.isEmpty() ? "" : " with " + number(sizes.get(0)) + "-byte messages";
        }
        String all =
                sizes.stream().limit(sizes.size() - 1L).map(VerdictText::number).collect(Collectors.joining(", "));
        return " with messages of " + all + " and " + number(sizes.get(sizes.size() - 1)) + " bytes";
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Whole in a file, where a program may look for it. */
    private static String id(Report report, Console console) {
        return console.live() ? report.runId().substring(0, SHORT_ID) + console.dots() : report.runId();
    }

    /** The one version of all runners and the one of all daemons; a mixed fleet has a warning that names them. */
    private static Optional<String> versions(Report report) {
        StringJoiner versions = new StringJoiner(", ");
        one(report, RosterEntry::runner).ifPresent(version -> versions.add("runners " + version));
        one(report, RosterEntry::x0xd).ifPresent(version -> versions.add("x0xd " + version));
        return versions.length() == 0 ? Optional.empty() : Optional.of(versions.toString());
    }

    private static Optional<String> one(Report report, Function<RosterEntry, @Nullable String> version) {
        List<String> known = report.roster().stream()
                .map(version)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
        return known.size() == 1 ? Optional.of(known.get(0)) : Optional.empty();
    }

    private static String samples(Report report) {
        int each = report.scope().samples();
        if (each == 1) {
            return "";
        }
        long proven = report.cells().stream()
                .mapToLong(cell -> cell.samples().getOrDefault(CellOutcome.PROVEN, 0))
                .sum();
        return " (" + proven + " of " + (long) each * report.totals().pairs() + " samples, " + each + " each)";
    }

    /** The phases add up to the total as they are shown: the ends of the phases are rounded, not their lengths. */
    private static String timing(Report report) {
        Report.Timing timing = report.timing();
        int decimals = timing.totalMs() < 10_000 ? 2 : 1;
        long unitMs = decimals == 2 ? 10 : 100;
        Map<String, Long> phases = new LinkedHashMap<>();
        phases.put("connect", timing.connectMs());
        phases.put("discover", timing.discoverMs());
        phases.put("ready", timing.readyMs());
        phases.put("matrix", timing.matrixMs());
        StringJoiner sum = new StringJoiner(" + ");
        long endMs = 0;
        for (Map.Entry<String, Long> phase : phases.entrySet()) {
            long shown = Math.round((double) (endMs + phase.getValue()) / unitMs) - Math.round((double) endMs / unitMs);
            sum.add(phase.getKey() + " " + decimal(shown, decimals));
            endMs += phase.getValue();
        }
        long dms = report.totals().controlDms();
        return sum + " = " + seconds(endMs) + "; " + dms + " control message" + (dms == 1 ? "" : "s");
    }

    private static String seconds(long millis) {
        int decimals = millis < 10_000 ? 2 : 1;
        return decimal(Math.round(millis / (decimals == 2 ? 10.0 : 100.0)), decimals) + " s";
    }

    private static String decimal(long units, int decimals) {
        return BigDecimal.valueOf(units, decimals).toPlainString();
    }
}
