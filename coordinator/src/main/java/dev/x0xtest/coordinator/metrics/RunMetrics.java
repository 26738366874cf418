package dev.x0xtest.coordinator.metrics;

import dev.x0xtest.cli.Printable;
import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.report.figure.PairGrades;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one run, from its report: all are gauges that hold until the next run. Every series has the labels
 * {@code plane} and, where it is known, {@code network}, so that the files of two runs never have a series in common. Their
 * number is bounded: forty for each node, {@value #MOST_PAIRS} pairs, {@value #MOST_CAUSES} causes, and some seventy more.
 */
public final class RunMetrics {
    /** The most refuted pairs that have a series of their own. */
    static final int MOST_PAIRS = 200;

    static final int MOST_CAUSES = 20;
    private static final double MS_PER_SECOND = 1e3;
    private static final String NETWORK = "--network";

    private final Report report;
    private final Labels common;
    /** Of each gauge, in the order of the text. */
    private final List<Series> all = new ArrayList<>();

    private RunMetrics(Report report) {
        this.report = report;
        Origin origin = report.origin();
        String network = origin == null ? null : origin.options().get(NETWORK);
        Labels plane = Labels.of("plane", report.plane().label());
        this.common = network == null ? plane : plane.merge(Labels.of("network", Printable.text(network)));
    }

    /** The metrics of the run. A million cells take seconds: they are built one by one. */
    public static MetricSnapshots of(Judged judged) {
        Report report = judged.report();
        RunMetrics metrics = new RunMetrics(report);
        metrics.run();
        metrics.pairs();
        metrics.causes(judged.causes());
        NodeMetrics.addTo(metrics.all, report, metrics.common);
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        metrics.all.forEach(series -> snapshots.metricSnapshot(series.build()));
        return snapshots.build();
    }

    private void run() {
        Origin origin = report.origin();
        AnchorReport anchor = report.anchor();
        gauge("x0xtest_run_info", "The last run; the value is always 1.")
                .add(
                        1,
                        "run",
                        report.runId(),
                        "anchor",
                        anchor == null ? "" : anchor.node().text(),
                        "version",
                        origin == null ? "" : Printable.text(origin.version()));
        startAndEnd(origin);
        Report.Timing timing = report.timing();
        gauge("x0xtest_run_phase_seconds", "How long each phase of the run took; the sum is the whole run.")
                .add(timing.connectMs() / MS_PER_SECOND, "phase", "connect")
                .add(timing.discoverMs() / MS_PER_SECOND, "phase", "discover")
                .add(timing.readyMs() / MS_PER_SECOND, "phase", "ready")
                .add(timing.matrixMs() / MS_PER_SECOND, "phase", "matrix");
        Series verdict = gauge("x0xtest_run_verdict", "1 for the verdict of the run, 0 for the others.");
        for (Verdict one : Verdict.values()) {
            verdict.add(report.verdict() == one ? 1 : 0, "verdict", label(one));
        }
        gauge("x0xtest_run_exit_code", "The exit code of the run.")
                .add(report.exitCode().code());
        gauge("x0xtest_run_cut_short", "Whether the run was cut short: 1, else 0.")
                .add(report.partial() == null ? 0 : 1);
        gauge("x0xtest_run_control_messages", "Direct messages of the run that carried no hop.")
                .add(report.totals().controlDms());
    }

    private void startAndEnd(@Nullable Origin origin) {
        Series start = gauge("x0xtest_run_start_timestamp_seconds", "When the run was started, in seconds since 1970.");
        Series end = gauge("x0xtest_run_end_timestamp_seconds", "When the run ended, in seconds since 1970.");
        if (origin == null) {
            return;
        }
        try {
            long startMs = Instant.parse(origin.startedAt()).toEpochMilli();
            start.add(startMs / MS_PER_SECOND);
            end.add((startMs + report.timing().totalMs()) / MS_PER_SECOND);
        } catch (DateTimeParseException e) {
            // A journal that was written by hand: without the two, the rest is still right.
            return;
        }
    }

    private void pairs() {
        nodes();
        Series pairs = gauge("x0xtest_pairs", "Ordered pairs of nodes by outcome, and the class that it belongs to.");
        report.totals()
                .byOutcome()
                .forEach((outcome, count) ->
                        pairs.add(count, "outcome", label(outcome), "class", label(outcome.cellClass())));
        gauge("x0xtest_pairs_tolerated", "Refuted pairs whose loss is tolerated: they do not fail the run.")
                .add(report.totals().tolerated());
        gauge("x0xtest_pairs_undecided", "Refuted pairs of which nobody can tell whether their loss is tolerated.")
                .add(report.totals().undecided());
        gauge("x0xtest_pairs_undeclared", "Ordered pairs of the nodes asked for that a sparse run did not measure.")
                .add(report.possiblePairs() - report.totals().pairs());
        gauge("x0xtest_pairs_first_attempt", "Pairs that were proven without any retry.")
                .add(report.totals().firstAttemptOk());
        gauge("x0xtest_duplicate_sightings", "Hops that were seen more than once, counted without the first time.")
                .add(report.totals().duplicates());
        Times.of(report.cells())
                .addTo(gauge(
                        "x0xtest_send_seconds",
                        "From when a hop was due until x0xd had answered it, over all proven pairs."));
        refuted();
    }

    private void nodes() {
        int ready = 0;
        for (RosterEntry entry : report.roster()) {
            boolean excluded = report.scope().excluded().contains(entry.node());
            ready += !excluded && entry.ready() ? 1 : 0;
        }
        int asked = report.nodes().size();
        gauge(
                        "x0xtest_nodes",
                        "Nodes that were asked for, by whether their runner was ready, and nodes excluded by name.")
                .add(ready, "state", "ready")
                .add(asked - ready, "state", "not_ready")
                .add(report.scope().excluded().size(), "state", "excluded");
    }

    private void refuted() {
        Series refuted = gauge(
                "x0xtest_pair_refuted",
                "A refuted pair; the value is always 1. The label tolerance is there only if a loss is tolerated. At most "
                        + MOST_PAIRS + " pairs are listed.");
        PairGrades grades = new PairGrades(report);
        int left = report.totals().refuted() == 0 ? 0 : MOST_PAIRS;
        int listed = 0;
        for (int place = 0; listed < left && place < report.cells().size(); place++) {
            CellReport cell = report.cells().get(place);
            if (cell.outcome().cellClass() == CellClass.REFUTED) {
                listed++;
                String tolerance = grades.tolerance(cell);
                List<String> labels = new ArrayList<>(
                        List.of("src", cell.src().text(), "dst", cell.dst().text(), "outcome", label(cell.outcome())));
                if (tolerance != null) {
                    labels.addAll(List.of("tolerance", tolerance));
                }
                refuted.add(1, labels.toArray(String[]::new));
            }
        }
        gauge("x0xtest_pairs_refuted_unlisted", "Refuted pairs beyond those that are listed.")
                .add(report.totals().refuted() - listed);
    }

    private void causes(Causes causes) {
        Map<CauseKind, Integer> counts = new EnumMap<>(CauseKind.class);
        causes.list().forEach(cause -> counts.merge(cause.kind(), 1, Integer::sum));
        Series kinds = gauge("x0xtest_causes", "Causes that the run names, by kind.");
        for (CauseKind kind : CauseKind.values()) {
            kinds.add(counts.getOrDefault(kind, 0), "kind", label(kind));
        }
        gauge("x0xtest_pairs_unexplained", "Pairs that are not proven and that no named cause explains.")
                .add(causes.unexplained().size());
        Series odds = gauge(
                "x0xtest_cause_log10_odds",
                "A cause that the run names: how much likelier the run is with it than without, as a power of ten.");
        Set<List<String>> told = new HashSet<>();
        for (Cause cause : causes.list()) {
            String part = cause.part() == null ? "" : cause.part();
            String subject = Printable.text(subject(cause));
            List<String> known =
                    List.of(label(cause.kind()), part, cause.severity().label(), subject);
            if (told.size() < MOST_CAUSES && told.add(known)) {
                odds.add(
                        cause.log10Odds(),
                        "kind",
                        known.get(0),
                        "part",
                        part,
                        "severity",
                        known.get(2),
                        "subject",
                        subject);
            }
        }
    }

    private static String subject(Cause cause) {
        Subject subject = cause.subject();
        String first = subject.nodes().get(0).text();
        if (subject instanceof Subject.Link link) {
            return first + (link.both() ? " ↔ " : " → ") + link.to().text();
        }
        if (subject instanceof Subject.Path path) {
            return first + " → " + path.to().text();
        }
        if (subject instanceof Subject.Contact contact) {
            return "by " + first + " of " + contact.of().text();
        }
        if (subject instanceof Subject.Groups groups) {
            return groups.from() + (groups.both() ? " ↔ " : " → ") + groups.to();
        }
        return subject instanceof Subject.Delivery delivery ? delivery.plane().label() : first;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Series gauge(String name, String help) {
        Series series = new Series(name, help, common);
        all.add(series);
        return series;
    }
}
