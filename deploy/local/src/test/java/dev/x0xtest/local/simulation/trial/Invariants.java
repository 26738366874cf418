package dev.x0xtest.local.simulation.trial;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.local.simulation.trial.draw.Draw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What must hold of every report, whatever happened. */
final class Invariants {
    /** A run ends so long after its deadline at the latest: streams that come back get 30 s, a lost node 10 s. */
    private static final Duration AFTER_DEADLINE = Duration.ofSeconds(60);

    /** Lease, grace and 5 s; and 2 s, because the coordinator looks once a second and then asks its last questions. */
    private static final Duration AFTER_LAST = Duration.ofSeconds(30 + 2 + 5 + 2);

    private static final String BY_LENGTH = "intact:length";

    private final Draw draw;
    private final Truth truth;
    private final Duration gap;
    private final List<String> violations = new ArrayList<>();

    /** {@code gap}: for how long the coordinator stood still. */
    Invariants(Draw draw, Truth truth, Duration gap) {
        this.draw = draw;
        this.truth = truth;
        this.gap = gap;
        this.violations.addAll(truth.violations());
    }

    /**
     * The violations, a line each.
     *
     * @param report null: nothing is known of the run
     * @param began when the run began
     * @param ended when it ended
     */
    List<String> of(@Nullable Report report, Duration began, Duration ended) {
        Duration took = ended.minus(began);
        require(
                took.compareTo(Draw.DEADLINE.plus(gap).plus(AFTER_DEADLINE)) <= 0,
                "the run took " + took + ", its deadline is " + Draw.DEADLINE + ", its coordinator stood still for "
                        + gap);
        if (report != null) {
            int declared = draw.nodes() * (draw.nodes() - 1);
            require(report.exitCode() != ExitCode.INTERNAL, "a defect of x0xtest: " + report.ending());
            require(report.cells().size() == declared, report.cells().size() + " pairs, not " + declared);
            report.cells().forEach(this::cell);
        }
        Duration idle = ended.minus(Duration.ofNanos(truth.lastNanos())).minus(gap);
        require(
                !draw.calm() || idle.compareTo(AFTER_LAST) <= 0,
                "the run ended " + idle + " after the last hop and the last loss");
        return violations;
    }

    private void cell(CellReport cell) {
        int from = index(cell.src().text());
        int to = index(cell.dst().text());
        int samples =
                samples(cell).values().stream().mapToInt(Integer::intValue).sum();
        require(samples == draw.samples(), pair(cell) + " has " + samples + " samples, not " + draw.samples());
        samples(cell).forEach((outcome, count) -> {
            boolean unobserved = outcome.cellClass() == CellClass.UNOBSERVED;
            int most = unobserved
                    ? count
                    : truth.count(from, to, which(outcome, cell.flags().contains(BY_LENGTH)));
            require(
                    count <= most,
                    pair(cell) + " " + count + " " + outcome + ", but of " + most + " hops at most that was so: "
                            + truth.of(from, to));
        });
        // A runner that was killed may send a hop of the per-pair path again, under the same id.
        Map<String, Integer> copies = new HashMap<>();
        truth.of(from, to).forEach(send -> copies.merge(send.id(), send.copies(draw.upstream(to)), Integer::sum));
        int extra = copies.values().stream()
                .mapToInt(count -> Math.max(0, count - 1))
                .sum();
        require(cell.duplicates() <= extra, pair(cell) + " " + cell.duplicates() + " duplicates, there were " + extra);
    }

    private static Map<CellOutcome, Integer> samples(CellReport cell) {
        return cell.samples().isEmpty() ? Map.of(cell.outcome(), 1) : cell.samples();
    }

    /**
     * The hops that may end so.
     *
     * @param byLength whether the receiver is a runner of upstream, which tells a hop by its length only
     */
    private static Predicate<Truth.Send> which(CellOutcome outcome, boolean byLength) {
        return switch (outcome) {
            case PROVEN -> send -> send.accepted() && (send.cameInTime() || (byLength && send.cameChanged()));
            case LATE -> Truth.Send::cameLate;
            case WRONG_PLANE -> Truth.Send::byOtherPath;
            case UNACKED -> send -> send.failed() && send.came();
            case CORRUPT -> Truth.Send::cameChanged;
            case IMPOSTOR -> Truth.Send::cameFromAnother;
            case REFUSED -> send -> send.failed() && !send.cameSoon();
            case MISSING -> send -> send.accepted() && !send.cameSoon();
            case NOT_RUN, UNOBSERVED -> send -> false;
        };
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    private static String pair(CellReport cell) {
        return cell.src().text() + ">" + cell.dst().text();
    }

    private static int index(String label) {
        return Integer.parseInt(label.substring(1)) - 1;
    }
}
