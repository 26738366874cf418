package dev.x0xtest.coordinator.run.cell;

import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.wire.Plane;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the report of a pair: its worst sample, with the counts of all samples. */
public final class CellReports {
    private static final int MAX_IDS = 8;
    private static final int LEAST_SPREAD = 4;
    private static final long US_PER_MS = 1_000;

    private CellReports() {}

    /**
     * The report of one pair.
     *
     * @param samples its cells, at least one
     * @param sizes bytes of the hops: sample k has the size {@code k mod n} of n
     */
    public static CellReport of(List<Cell> samples, List<Integer> sizes) {
        CellReport report = of(samples);
        return sizes.size() < 2 ? report : report.sized(sizes(samples, sizes));
    }

    /** The times of the hops of one pair, of each sample the one that the report shows. */
    public static List<HopTimes> times(List<Cell> samples) {
        return samples.stream()
                .map(Cell::speaker)
                .flatMap(Stream::ofNullable)
                .map(Attempt::times)
                .filter(times -> !times.equals(HopTimes.NONE))
                .toList();
    }

    private static List<CellReport.Size> sizes(List<Cell> samples, List<Integer> sizes) {
        return IntStream.range(0, sizes.size())
                .mapToObj(size -> size(
                        sizes.get(size),
                        samples.stream()
                                .filter(cell -> cell.sample() % sizes.size() == size)
                                .map(cell -> cell(cell).outcome())
                                .toList()))
                .toList();
    }

    private static CellReport.Size size(int bytes, List<CellOutcome> outcomes) {
        Map<CellClass, Integer> classes = new EnumMap<>(CellClass.class);
        outcomes.forEach(outcome -> classes.merge(outcome.cellClass(), 1, Integer::sum));
        return new CellReport.Size(
                bytes,
                (int) outcomes.stream()
                        .filter(outcome -> outcome != CellOutcome.NOT_RUN)
                        .count(),
                classes.getOrDefault(CellClass.PROVEN, 0),
                classes.getOrDefault(CellClass.REFUTED, 0),
                classes.getOrDefault(CellClass.UNOBSERVED, 0));
    }

    private static CellReport of(List<Cell> samples) {
        if (samples.size() == 1) {
            return cell(samples.get(0));
        }
        List<CellReport> reports = samples.stream().map(CellReports::cell).toList();
        Map<CellOutcome, Integer> counts = new EnumMap<>(CellOutcome.class);
        CellReport worst = reports.get(0);
        TreeSet<String> flags = new TreeSet<>();
        for (CellReport report : reports) {
            counts.merge(report.outcome(), 1, Integer::sum);
            flags.addAll(report.flags());
            worst = severity(report) > severity(worst) ? report : worst;
        }
        return new CellReport(
                worst.src(),
                worst.dst(),
                worst.outcome(),
                worst.reason(),
                worst.code(),
                worst.path(),
                counts,
                reports.stream().mapToInt(CellReport::attempts).sum(),
                median(reports, worst.outcome()),
                spread(samples),
                worst.proven() ? null : left(samples),
                reports.stream().allMatch(CellReport::firstAttemptOk),
                reports.stream().mapToInt(CellReport::duplicates).sum(),
                List.copyOf(flags),
                worst.evidence(),
                List.of());
    }

    /**
     * Of equally bad samples the one is shown that says most: one whose source was told an error, else one that was not
     * seen, for what was seen was the way it was before things went wrong.
     */
    private static int severity(CellReport report) {
        CellReport.Evidence evidence = report.evidence();
        return 4 * report.outcome().cellClass().severity() + (evidence.toldError() ? 2 : 0) + (evidence.seen() ? 0 : 1);
    }

    /** Of the samples that were accepted, four at least; what the own host of a source has delayed says nothing. */
    private static CellReport.@Nullable Spread spread(List<Cell> samples) {
        long[] times = samples.stream()
                .map(Cell::speaker)
                .flatMap(Stream::ofNullable)
                .filter(attempt -> !attempt.flags().contains(CellReport.BUSY))
                .map(Attempt::sender)
                .filter(SenderRecord.Accepted.class::isInstance)
                .mapToLong(sender -> ((SenderRecord.Accepted) sender).answerMs())
                .sorted()
                .toArray();
        return times.length < LEAST_SPREAD ? null : new CellReport.Spread(times[0], times[times.length * 3 / 4]);
    }

    private static CellReport.@Nullable Left left(List<Cell> samples) {
        OptionalLong carried = leftMs(samples, CellReports::carried).max();
        OptionalLong refused = leftMs(samples, attempt -> attempt.sender() instanceof SenderRecord.Refused)
                .filter(left -> left > carried.orElse(-1))
                .min();
        return carried.isEmpty() && refused.isEmpty() ? null : new CellReport.Left(orNull(refused), orNull(carried));
    }

    private static LongStream leftMs(List<Cell> samples, Predicate<Attempt> which) {
        return samples.stream()
                .map(Cell::speaker)
                .flatMap(Stream::ofNullable)
                .filter(which)
                .map(attempt -> attempt.times().leftUs())
                .flatMap(Stream::ofNullable)
                .mapToLong(leftUs -> leftUs / US_PER_MS);
    }

    /** The destination's daemon has acknowledged it, or both witnesses say so: that a daemon has accepted it is not enough. */
    private static boolean carried(Attempt attempt) {
        CellJudge.Judgement judgement = attempt.judgement();
        return attempt.sender() instanceof SenderRecord.Accepted accepted
                && judgement != null
                && (accepted.path().equals(Plane.RAW.acceptedPath())
                        || judgement.outcome() == CellOutcome.PROVEN
                        || judgement.outcome() == CellOutcome.LATE);
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }

    private static @Nullable Long median(List<CellReport> reports, CellOutcome outcome) {
        List<Long> times = reports.stream()
                .filter(report -> report.outcome() == outcome)
                .map(CellReport::sendMs)
                .flatMap(Stream::ofNullable)
                .sorted()
                .toList();
        return times.isEmpty() ? null : times.get(times.size() / 2);
    }

    private static CellReport cell(Cell cell) {
        Attempt last = cell.speaker();
        if (last == null || last.judgement() == null) {
            String reason = cell.notRun() == null ? "not reached" : cell.notRun();
            return CellReport.notRun(cell.source().label(), cell.destination().label(), reason);
        }
        CellJudge.Judgement judgement = last.judgement();
        SenderRecord sender = last.sender() == null ? new SenderRecord.NoReport("no answer") : last.sender();
        SenderRecord.Accepted accepted = sender instanceof SenderRecord.Accepted yes ? yes : null;
        boolean firstOk = judgement.outcome().cellClass() == CellClass.PROVEN
                && last.number() == 1
                && accepted != null
                && accepted.retriesUsed() == 0
                && accepted.runnerAttempts() == 1;
        return new CellReport(
                cell.source().label(),
                cell.destination().label(),
                judgement.outcome(),
                judgement.reason(),
                judgement.code(),
                accepted == null ? null : accepted.path(),
                Map.of(),
                cell.attempts().size(),
                sendMs(sender),
                null,
                null,
                firstOk,
                cell.attempts().stream().mapToInt(Attempt::duplicates).sum(),
                flags(cell, last),
                evidence(cell, last, sender, judgement.restsOnCoverage()),
                List.of());
    }

    private static @Nullable Long sendMs(SenderRecord sender) {
        if (sender instanceof SenderRecord.Accepted accepted) {
            return accepted.sendMs();
        }
        return sender instanceof SenderRecord.Refused refused ? refused.sendMs() : null;
    }

    private static List<String> flags(Cell cell, Attempt last) {
        TreeSet<String> flags = new TreeSet<>(last.flags());
        if (cell.attempts().size() > 1) {
            flags.add("retried");
        }
        return List.copyOf(flags);
    }

    private static CellReport.Evidence evidence(Cell cell, Attempt last, SenderRecord sender, boolean restsOnCoverage) {
        String coverage = last.gap() == null ? CellReport.Evidence.COVERED : last.gap();
        return new CellReport.Evidence(
                phrase(sender),
                last.sighted(),
                restsOnCoverage ? coverage : CellReport.Evidence.NOT_NEEDED,
                last.control(),
                cell.attempts().stream().map(Attempt::requestId).limit(MAX_IDS).toList());
    }

    private static String phrase(SenderRecord sender) {
        return sender.match(
                accepted -> CellReport.Evidence.OK + accepted.path() + " in " + accepted.sendMs() + " ms"
                        + (accepted.retriesUsed() > 0 ? ", daemon retried " + accepted.retriesUsed() : "")
                        + (accepted.runnerAttempts() > 1 ? ", runner tried " + accepted.runnerAttempts() : ""),
                refused -> CellReport.Evidence.ERROR + refused.code() + CellReport.Evidence.AFTER + refused.sendMs()
                        + " ms",
                notAttempted -> CellReport.Evidence.NOT_ATTEMPTED + notAttempted.reason(),
                SenderRecord.NoReport::reason);
    }
}
