package dev.x0xtest.testkit.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.CausesJson;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.serve.api.view.MatrixReport;
import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A history in memory. It begins empty; {@link #measured} adds a run of what {@link #set} says. Incidents are the causes of the last
 * run, and last as long as a run shows them. Any thread.
 */
public final class MemoryHistory implements HistoryReader {
    private static final char NONE = '.';
    static final Scope SCOPE = new Scope(new NetworkName("test"), Plane.RAW);
    private static final long HOUR_MS = 3_600_000;
    private static final long MINUTE_MS = 60_000;
    private static final int HOURS_OF_DAY = 24;
    /** The report of a larger fleet takes longer than what is tested. */
    private static final int MOST_REPORTED = 60;

    private final List<String> nodes;
    private final InstantSource clock;
    private final Map<String, String> groups = new HashMap<>();
    private final List<Scope> scopes = new ArrayList<>(List.of(SCOPE));
    private final List<Run> runs = new ArrayList<>();
    private final Map<String, String> reports = new HashMap<>();
    private final List<Incident> incidents = new ArrayList<>();
    private final List<SkippedTick> skipped = new ArrayList<>();
    private final char[][] letters;
    private final int[][] p50Us;
    private final long[][] seenMs;
    private final long[][] sinceMs;
    private int number;
    private boolean away;

    MemoryHistory(List<String> nodes, InstantSource clock) {
        this.nodes = List.copyOf(nodes);
        this.clock = clock;
        int size = nodes.size();
        letters = new char[size][size];
        p50Us = new int[size][size];
        seenMs = new long[size][size];
        sinceMs = new long[size][size];
        for (int src = 0; src < size; src++) {
            for (int dst = 0; dst < size; dst++) {
                letters[src][dst] = src == dst ? '·' : 'p';
                p50Us[src][dst] = src == dst ? -1 : 4_000 + (src * 37 + dst * 53) % 19 * 9_000;
            }
        }
    }

    /** Takes every pair of the fleet. */
    public interface Pairs {
        void take(String src, String dst, char letter, int us);
    }

    /** What the next run finds for a pair. {@code us} is -1 where nothing came back. */
    public synchronized void set(String src, String dst, char letter, int us) {
        letters[place(src)][place(dst)] = letter;
        p50Us[place(src)][place(dst)] = us;
    }

    /** The same for a pair that is broken in this way, or proven again. */
    public void set(String src, String dst, char letter) {
        set(src, dst, letter, letter == 'p' ? 27_000 : -1);
    }

    /** Nothing comes from a node or to it. */
    public synchronized void setDown(String node) {
        for (String other : nodes) {
            if (!other.equals(node)) {
                set(node, other, 'M');
                set(other, node, 'R');
            }
        }
    }

    /** The fleet file groups this node, as in {@code region=eu}. */
    public synchronized void setGroup(String node, String group) {
        groups.put(node, group);
    }

    /** Another plane that has been measured. */
    public synchronized void addPlane(Plane plane) {
        scopes.add(new Scope(SCOPE.network(), plane));
    }

    /** A time without runs. */
    public synchronized void addGap(long fromMs, long toMs, SkippedTick.Reason reason) {
        skipped.add(new SkippedTick(SCOPE, "full", fromMs, toMs, reason, ""));
    }

    /** Whether the history can be read. */
    public synchronized void setAway(boolean isAway) {
        away = isAway;
    }

    /** Adds a run every ten minutes of the day before this moment, each with so many refuted pairs. */
    public synchronized void addDay(IntUnaryOperator refutedByHour) {
        long now = clock.millis();
        for (long at = now - HOURS_OF_DAY * HOUR_MS; at < now - MINUTE_MS; at += 10 * MINUTE_MS) {
            int refuted = refutedByHour.applyAsInt((int) ((at - now) / HOUR_MS) + HOURS_OF_DAY - 1);
            if (refuted >= 0) {
                runs.add(0, row(nextRun(), at, at + 4_000, refuted, 0));
            }
        }
    }

    /** Adds a run that ended then and found what is set. Runs are added in the order of their times, and before {@link #addDay}. */
    public synchronized void addRun(long endedMs) {
        measured(nextRun(), endedMs - 4_000, endedMs);
    }

    private Run row(String id, long started, long ended, int refuted, int unobserved) {
        int pairs = nodes.size() * (nodes.size() - 1);
        String verdict = refuted > 0 ? "FAIL" : unobserved > 0 ? "INCONCLUSIVE" : "PASS";
        return new Run(
                id,
                SCOPE,
                RunKind.FULL,
                "full",
                started,
                ended,
                verdict,
                pairs,
                pairs - refuted - unobserved,
                refuted,
                unobserved,
                pairs + 40);
    }

    /** Everything is broken as it is set for so long already. */
    public synchronized void sinceLong(String src, String dst, long ageMs) {
        sinceMs[place(src)][place(dst)] = clock.millis() - ageMs;
    }

    synchronized String nextRun() {
        return String.format(Locale.ROOT, "%032x", ++number);
    }

    /** A run that has just ended and found what is set. */
    synchronized Report measured(String run, long startedMs, long endedMs) {
        int refuted = 0;
        int unobserved = 0;
        for (int src = 0; src < nodes.size(); src++) {
            for (int dst = 0; dst < nodes.size(); dst++) {
                if (src != dst) {
                    char outcome = outcome(letters[src][dst]);
                    refuted += outcome == 'r' ? 1 : 0;
                    unobserved += outcome == 'u' ? 1 : 0;
                    seenMs[src][dst] = endedMs;
                    sinceMs[src][dst] = sinceMs[src][dst] == 0 ? endedMs : sinceMs[src][dst];
                }
            }
        }
        runs.add(0, row(run, startedMs, endedMs, refuted, unobserved));
        Report report = MatrixReport.of(SCOPE, matrix(run, endedMs));
        if (nodes.size() <= MOST_REPORTED) {
            reports.put(run, ReportJson.text(report));
        }
        judge(report, run, endedMs);
        return report;
    }

    private void judge(Report report, String run, long endedMs) {
        List<Incident> before = List.copyOf(incidents);
        incidents.clear();
        for (JsonNode cause : CausesJson.tree(Causes.of(report), report).path("list")) {
            incidents.add(MemoryIncidents.of(cause, run, endedMs, before, () -> "i-" + ++number));
        }
    }

    synchronized List<Incident> lasting() {
        return List.copyOf(incidents);
    }

    synchronized void each(Pairs pairs) {
        for (int src = 0; src < nodes.size(); src++) {
            for (int dst = 0; dst < nodes.size(); dst++) {
                if (src != dst) {
                    pairs.take(nodes.get(src), nodes.get(dst), letters[src][dst], p50Us[src][dst]);
                }
            }
        }
    }

    Scope scope() {
        return SCOPE;
    }

    synchronized long lastMs() {
        return runs.isEmpty() ? 0 : runs.get(0).endedMs();
    }

    synchronized @Nullable String lastRun() {
        return runs.isEmpty() ? null : runs.get(0).id();
    }

    private int place(String node) {
        int place = nodes.indexOf(node);
        if (place < 0) {
            throw new IllegalArgumentException("no node of the fleet: " + node);
        }
        return place;
    }

    private static char outcome(char letter) {
        return switch (letter) {
            case '·' -> NONE;
            case 'p' -> 'p';
            case 'N', 'U' -> 'u';
            default -> 'r';
        };
    }

    private Matrix matrix(String run, long atMs) {
        int size = nodes.size();
        char[][] outcome = new char[size][size];
        for (int src = 0; src < size; src++) {
            for (int dst = 0; dst < size; dst++) {
                outcome[src][dst] = outcome(letters[src][dst]);
            }
        }
        return new Matrix(
                run,
                atMs,
                nodes,
                outcome,
                rows(letters, char[]::clone).toArray(char[][]::new),
                rows(p50Us, int[]::clone).toArray(int[][]::new),
                rows(seenMs, long[]::clone).toArray(long[][]::new),
                rows(sinceMs, long[]::clone).toArray(long[][]::new),
                nodes.stream().map(node -> groups.getOrDefault(node, "")).toList());
    }

    private static <T> Stream<T> rows(T[] table, UnaryOperator<T> copy) {
        return Arrays.stream(table).map(copy);
    }

    private void read() {
        if (away) {
            throw new HistoryException("the database is away", new IllegalStateException("for this test"));
        }
    }

    @Override
    public synchronized List<Scope> scopes() {
        read();
        return known();
    }

    synchronized List<Scope> known() {
        return runs.isEmpty() ? List.of() : List.copyOf(scopes);
    }

    @Override
    public synchronized Optional<Matrix> matrix(Scope scope, long atMs) {
        read();
        return runs.stream()
                .filter(run -> run.endedMs() <= atMs)
                .findFirst()
                .map(run -> matrix(run.id(), run.endedMs()));
    }

    /** Runs of the last 60 days: every tenth of an hour the pair is slower, and once a day it is refuted. */
    @Override
    public synchronized Optional<PairPast> pair(
            Scope scope, String src, String dst, long fromMs, long toMs, long stepMs) {
        read();
        if (!nodes.contains(src) || !nodes.contains(dst) || src.equals(dst)) {
            return Optional.empty();
        }
        long step = stepMs == 0 ? 5 * MINUTE_MS : stepMs;
        List<Point> points = new ArrayList<>();
        for (long at = fromMs - Math.floorMod(fromMs, step); at < toMs; at += step) {
            boolean broken = Math.floorMod(at / HOUR_MS, HOURS_OF_DAY) == place(src);
            int samples = (int) Math.max(1, step / (5 * MINUTE_MS));
            int us = 20_000 + (int) Math.floorMod(at / MINUTE_MS * 7919L, 9_000L);
            points.add(new Point(
                    at,
                    samples,
                    broken ? 0 : samples,
                    broken ? samples : 0,
                    0,
                    broken ? -1 : us,
                    broken ? -1 : us + 9_000,
                    broken ? -1 : us + 40_000));
        }
        char now = letters[place(src)][place(dst)];
        return Optional.of(new PairPast(
                points,
                List.of(new Gap(toMs - 5 * HOUR_MS, toMs - 4 * HOUR_MS, "paused")),
                new Since(
                        outcome(now) == 'p' ? "proven" : outcome(now) == 'r' ? "refuted" : "unobserved",
                        sinceMs[place(src)][place(dst)],
                        String.valueOf(lastRun()))));
    }

    @Override
    public synchronized List<Failure> failures(Scope scope, String src, String dst, int limit) {
        read();
        return runs.stream()
                .filter(run -> run.refuted() > 0)
                .limit(limit)
                .map(run -> new Failure(run.endedMs(), run.id(), 'M', "", "no sighting"))
                .toList();
    }

    @Override
    public synchronized List<Run> runs(@Nullable Scope scope, int limit, long beforeMs) {
        read();
        return runs.stream()
                .filter(run -> run.startedMs() < beforeMs)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Run> run(String id) {
        read();
        return runs.stream().filter(run -> run.id().equals(id)).findFirst();
    }

    @Override
    public synchronized Optional<String> report(String id) {
        read();
        return Optional.ofNullable(reports.get(id));
    }

    @Override
    public synchronized List<Incident> incidents(@Nullable Scope scope, boolean open, int limit, long beforeMs) {
        read();
        return incidents.stream().limit(limit).toList();
    }

    @Override
    public synchronized Optional<Incident> incident(String id) {
        read();
        return incidents.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public synchronized List<SkippedTick> skipped(Scope scope, long fromMs, long toMs) {
        read();
        return skipped.stream()
                .filter(tick -> tick.dueMs() < toMs && tick.untilMs() >= fromMs)
                .toList();
    }

    @Override
    public List<Order> orders(long nowMs) {
        return List.of();
    }

    @Override
    public List<Delivery> deliveries(int limit) {
        return List.of();
    }

    @Override
    public synchronized Optional<NodeFacts> node(Scope scope, String label) {
        read();
        return nodes.contains(label)
                ? Optional.of(new NodeFacts(
                        label,
                        "ab".repeat(32),
                        clock.millis() - 40 * HOURS_OF_DAY * HOUR_MS,
                        List.of(
                                new Fact("state", "ready"),
                                new Fact("runner", "0.1.0"),
                                new Fact("x0xd", "0.48.1"),
                                new Fact("clock_offset_us", "1200"),
                                new Fact("clock_bound_us", "800"))))
                : Optional.empty();
    }
}
