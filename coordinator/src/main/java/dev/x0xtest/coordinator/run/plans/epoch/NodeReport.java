package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.run.plans.fleet.FleetPlan;
import dev.x0xtest.wire.action.Sighting;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One runner's report, looked up by hop. Immutable. Entries of hops outside the plan are ignored.
 *
 * <p>A fleet of a thousand nodes has a million entries that differ in little more than their times. So equal parts are
 * shared, and times are kept in arrays.
 */
final class NodeReport {
    /** The year 2255. */
    private static final long MOST_WALL_US = 9_000_000_000_000_000L;

    private final RunReport frame;
    private final FleetPlan plan;
    private final int nodes;
    private final int samples;
    /** By hop: the shared part of the row entry, without place and times. */
    private final RunReport.@Nullable RowEntry[] rowLike;

    private final int[] lateMs;
    private final int[] tookMs;
    private final RunReport.@Nullable ColumnEntry[] columnLike;
    private final int[] seenMs;
    /** What the milliseconds cut off: of {@code lateMs}, then {@code tookMs}, then {@code seenMs}; null: the runner tells nothing. */
    private short @Nullable [] restUs;

    private final long mostLateMs;
    private final boolean went;
    /** The sources of which the daemon's history was read whole. */
    private final BitSet historyWhole = new BitSet();

    /** The hops with more than one column entry. */
    private final Map<Integer, List<RunReport.ColumnEntry>> several = new HashMap<>();

    /** When hops were due says the plan; what the runner claims of that is left out. */
    NodeReport(RunReport report, FleetPlan plan) {
        this.frame = withoutEntries(report);
        this.plan = plan;
        this.nodes = plan.nodes();
        this.samples = plan.samples();
        int hops = nodes * samples;
        this.rowLike = new RunReport.RowEntry[hops];
        this.lateMs = new int[hops];
        this.tookMs = new int[hops];
        this.columnLike = new RunReport.ColumnEntry[hops];
        this.seenMs = new int[hops];
        this.mostLateMs = report.row().stream()
                .mapToLong(RunReport.RowEntry::lateMs)
                .max()
                .orElse(0);
        this.went =
                report.wentAtUs() != null || report.rowFinal() || !report.row().isEmpty();
        Map<Object, Object> alike = new HashMap<>();
        report.row().stream()
                .filter(entry -> asked(entry.to(), entry.sample()))
                .forEach(entry -> keepLast(entry, alike));
        report.column().stream()
                .filter(entry -> entry.attempt() == 1 && asked(entry.from(), entry.sample()))
                .forEach(entry -> keep(untimed(entry), alike));
        RunReport.History history = report.history();
        if (history != null) {
            keep(history, alike);
        }
    }

    /** A sighting without a time: nothing bounds when it came. */
    private static RunReport.ColumnEntry untimed(RunReport.ColumnEntry entry) {
        return entry.source().equals(Sighting.HISTORY)
                ? at(entry, entry.from(), entry.sample(), Integer.MAX_VALUE)
                : entry;
    }

    /** What only the daemon's history showed came before it was read there. */
    private void keep(RunReport.History history, Map<Object, Object> alike) {
        history.whole().stream().filter(source -> asked(source, 0)).forEach(historyWhole::set);
        history.found().stream()
                .filter(hop -> hop.attempt() == 1 && asked(hop.from(), hop.sample()))
                .filter(hop -> seen(hop.from(), hop.sample()).stream().noneMatch(NodeReport::intact))
                .forEach(hop -> keep(
                        new RunReport.ColumnEntry(
                                hop.from(),
                                hop.sample(),
                                1,
                                RunReport.ColumnEntry.INTACT,
                                1,
                                hop.byMs() == null ? Integer.MAX_VALUE : hop.byMs(),
                                true,
                                null,
                                Sighting.HISTORY),
                        alike));
    }

    private static boolean intact(RunReport.ColumnEntry entry) {
        return entry.what().equals(RunReport.ColumnEntry.INTACT);
    }

    private static RunReport withoutEntries(RunReport report) {
        return new RunReport(
                        report.run(),
                        report.epoch(),
                        report.index(),
                        report.rowFinal(),
                        report.columnFinal(),
                        List.of(),
                        List.of(),
                        report.armed(),
                        report.now(),
                        report.selfDm(),
                        report.strangers(),
                        report.dropped(),
                        report.maxInFlight(),
                        report.maxIncoming(),
                        report.sent(),
                        withoutHops(report.history()),
                        report.slowedTo())
                .with(report.counters(), report.snapshots(), report.host())
                .wentAt(report.wentAtUs())
                .linked(report.links());
    }

    private static RunReport.@Nullable History withoutHops(RunReport.@Nullable History history) {
        return history == null
                ? null
                : new RunReport.History(history.begunMs(), history.rows(), List.of(), List.of(), history.trouble());
    }

    private boolean asked(int other, int sample) {
        return other >= 0 && other < nodes && sample >= 0 && sample < samples;
    }

    private int hop(int other, int sample) {
        return other * samples + sample;
    }

    private void keepLast(RunReport.RowEntry entry, Map<Object, Object> alike) {
        int hop = hop(entry.to(), entry.sample());
        RunReport.RowEntry before = rowLike[hop];
        if (before == null || entry.attempt() > before.attempt()) {
            RunReport.RowEntry like = at(entry, 0, 0, 0, 0, 0);
            rowLike[hop] = (RunReport.RowEntry) alike.computeIfAbsent(like, same -> same);
            lateMs[hop] = clamped(entry.lateMs());
            tookMs[hop] = clamped(entry.tookMs());
            keepUs(hop, entry.lateUs());
            keepUs(lateMs.length + hop, entry.tookUs());
        }
    }

    private void keep(RunReport.ColumnEntry entry, Map<Object, Object> alike) {
        int hop = hop(entry.from(), entry.sample());
        if (columnLike[hop] == null) {
            RunReport.ColumnEntry like = at(entry, 0, 0, 0);
            columnLike[hop] = (RunReport.ColumnEntry) alike.computeIfAbsent(like, same -> same);
            seenMs[hop] = clamped(entry.seenMs());
            keepUs(2 * seenMs.length + hop, entry.seenUs());
        } else {
            several.computeIfAbsent(hop, first -> new ArrayList<>(only(entry.from(), entry.sample())))
                    .add(entry);
        }
    }

    /** When the last send to a node that {@code counts} had left at the latest, in ms after {@code go}. */
    long lastHopMs(IntPredicate counts) {
        long last = 0;
        for (int hop = 0; hop < rowLike.length; hop++) {
            boolean left = rowLike[hop] != null && !rowLike[hop].state().equals(RunReport.RowEntry.NOT_ATTEMPTED);
            if (left && counts.test(hop / samples)) {
                last = Math.max(last, leftMs(hop));
            }
        }
        return last;
    }

    private long leftMs(int hop) {
        return dueMs(hop) + lateMs[hop];
    }

    private long dueMs(int hop) {
        return plan.dueMs(frame.index(), hop / samples, hop % samples);
    }

    /**
     * When a hop was due in the end, in ms after {@code go}: at its place in the second pass if it left in that pass, else
     * at its place in the first. What left when is the runner's word, the places are the plan's.
     */
    long lastDueMs(int destination, int sample) {
        int hop = hop(destination, sample);
        if (!inSecondPass(hop)) {
            return dueMs(hop);
        }
        int before = 0;
        for (int earlier = hop(destination, 0); earlier < hop; earlier++) {
            before += inSecondPass(earlier) ? 1 : 0;
        }
        return plan.secondDueMs(frame.index(), destination, before);
    }

    private boolean inSecondPass(int hop) {
        return rowLike[hop] != null && leftMs(hop) >= plan.secondPassMs();
    }

    /** Clamps to an int: 24 days in ms are enough. */
    private static int clamped(long ms) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, ms));
    }

    /** Not more than a millisecond has: so it never contradicts the milliseconds. */
    private void keepUs(int place, @Nullable Integer us) {
        if (us != null && restUs == null) {
            restUs = new short[3 * lateMs.length];
        }
        if (restUs != null) {
            restUs[place] = us == null ? 0 : (short) Math.max(-999, Math.min(999, us));
        }
    }

    private long us(int ms, int place) {
        return ms * 1_000L + (restUs == null ? 0 : restUs[place]);
    }

    private static RunReport.RowEntry at(
            RunReport.RowEntry like, int to, int sample, long dueMs, long lateMs, long tookMs) {
        return new RunReport.RowEntry(
                to,
                sample,
                like.attempt(),
                like.state(),
                like.path(),
                like.status(),
                like.code(),
                like.detail(),
                like.retriesUsed(),
                dueMs,
                lateMs,
                tookMs);
    }

    private static RunReport.ColumnEntry at(RunReport.ColumnEntry like, int from, int sample, long seenMs) {
        return new RunReport.ColumnEntry(
                from,
                sample,
                like.attempt(),
                like.what(),
                like.count(),
                seenMs,
                like.verified(),
                like.sender(),
                like.source());
    }

    /** Whether the host of this runner kept it from running while this hop was to be sent or was answered. */
    boolean tainted(RunReport.@Nullable RowEntry sent) {
        Evidence.Host host = frame.host();
        return sent != null
                && host != null
                && host.windows().stream()
                        .limit(Evidence.WINDOWS)
                        .anyMatch(window -> window.toMs() >= sent.dueMs()
                                && window.fromMs() <= sent.dueMs() + Math.max(0, sent.tookMs()));
    }

    /** The report without its row and its column. */
    RunReport frame() {
        return frame;
    }

    /** Whether its {@code go} had arrived when it was made: an armed runner reports, too. */
    boolean went() {
        return went;
    }

    /** The longest time that a hop of this runner waited after it was due, in ms. */
    long mostLateMs() {
        return mostLateMs;
    }

    /** Row and column are final: later events at the runner do not change the report. */
    boolean complete() {
        return frame.rowFinal() && frame.columnFinal();
    }

    /** The last attempt at a destination; null when the row has no entry. */
    RunReport.@Nullable RowEntry sent(int destination, int sample) {
        int hop = hop(destination, sample);
        RunReport.RowEntry like = rowLike[hop];
        return like == null ? null : at(like, destination, sample, dueMs(hop), lateMs[hop], tookMs[hop]);
    }

    /**
     * The times of a hop.
     *
     * @param to the destination's report; null: there is none
     */
    HopTimes times(@Nullable NodeReport to, int destination, int sample) {
        int hop = hop(destination, sample);
        RunReport.RowEntry like = rowLike[hop];
        if (like == null || like.attempt() != 1) {
            return HopTimes.NONE;
        }
        boolean accepted = like.state().equals(RunReport.RowEntry.OK);
        Long wentUs = wentUs();
        long lateUs = Math.max(0, us(lateMs[hop], hop));
        long tookUs = Math.max(lateUs, us(tookMs[hop], tookMs.length + hop));
        long leftUs = dueMs(hop) * 1_000 + lateUs;
        return new HopTimes(
                accepted ? (Long) tookUs : null,
                accepted ? (Long) (tookUs - lateUs) : null,
                wentUs == null ? null : (Long) (wentUs + leftUs),
                to == null ? null : to.seenUs(frame.index(), sample),
                leftUs);
    }

    private @Nullable Long seenUs(int source, int sample) {
        int hop = hop(source, sample);
        RunReport.ColumnEntry like = columnLike[hop];
        Long wentUs = wentUs();
        boolean timed = like != null && intact(like) && like.source().equals(Sighting.LIVE);
        return timed && wentUs != null ? (Long) (wentUs + us(seenMs[hop], 2 * seenMs.length + hop)) : null;
    }

    /** Null also where it is no time of this age. */
    private @Nullable Long wentUs() {
        Long told = frame.wentAtUs();
        return told == null || told < 0 || told > MOST_WALL_US ? null : told;
    }

    /** Whether every sample towards this destination has ended. */
    boolean allSent(int destination) {
        for (int sample = 0; sample < plan.samples(frame.index(), destination); sample++) {
            RunReport.RowEntry like = rowLike[hop(destination, sample)];
            if (like == null || like.state().equals(RunReport.RowEntry.UNKNOWN)) {
                return false;
            }
        }
        return true;
    }

    /** The column entries of a hop; empty: not seen. */
    List<RunReport.ColumnEntry> seen(int source, int sample) {
        List<RunReport.ColumnEntry> all = several.get(hop(source, sample));
        return all == null ? only(source, sample) : List.copyOf(all);
    }

    /**
     * When a reading of the daemon's history began that has every message of this source, in ms after the runner's {@code
     * go}; null: there was none.
     */
    @Nullable
    Long historyWholeMs(int source) {
        RunReport.History history = frame.history();
        return history == null || !historyWhole.get(source) ? null : history.begunMs();
    }

    private List<RunReport.ColumnEntry> only(int source, int sample) {
        int hop = hop(source, sample);
        RunReport.ColumnEntry like = columnLike[hop];
        return like == null ? List.of() : List.of(at(like, source, sample, seenMs[hop]));
    }
}
