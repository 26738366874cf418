package dev.x0xtest.serve.history.read;

import dev.x0xtest.serve.history.HistoryReader.Gap;
import dev.x0xtest.serve.history.HistoryReader.PairPast;
import dev.x0xtest.serve.history.HistoryReader.Point;
import dev.x0xtest.serve.history.HistoryReader.Since;
import dev.x0xtest.serve.history.codec.PairState;
import dev.x0xtest.serve.history.codec.RunCodec;
import dev.x0xtest.serve.history.codec.StateCodec;
import dev.x0xtest.serve.history.codec.SumCodec;
import dev.x0xtest.serve.history.codec.Summing;
import dev.x0xtest.serve.history.database.Sql;
import dev.x0xtest.serve.history.record.CellFigures;
import dev.x0xtest.serve.history.store.SeriesTable;
import dev.x0xtest.serve.history.store.SeriesTable.Series;
import dev.x0xtest.serve.history.store.Times;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the past of one pair. */
final class PairReads {
    /** Of one answer; of more the newest. */
    private static final int MOST_POINTS = 50_000;

    private final Sql sql;
    private final Scope scope;
    private final int scopeId;

    PairReads(Sql sql, Scope scope, int scopeId) {
        this.sql = sql;
        this.scope = scope;
        this.scopeId = scopeId;
    }

    Optional<PairPast> pair(String src, String dst, long fromMs, long toMs, long stepMs) throws SQLException {
        List<Series> all = new SeriesTable(sql, scopeId).all();
        Series source = newest(all, src, fromMs, toMs);
        Series target = newest(all, dst, fromMs, toMs);
        if (source == null || target == null || source.id() == target.id()) {
            return Optional.empty();
        }
        long sinceMs = Math.max(source.sinceMs(), target.sinceMs());
        List<Point> points = stepMs <= 0
                ? runs(source.id(), target.id(), fromMs, toMs)
                : points(steps(source.id(), target.id(), fromMs, toMs, stepMs));
        return Optional.of(new PairPast(
                points.subList(Math.max(0, points.size() - MOST_POINTS), points.size()),
                gaps(sinceMs, fromMs, toMs),
                since(source.id(), target.id())));
    }

    /** The series that had this label last in that time. */
    private static @Nullable Series newest(List<Series> all, String label, long fromMs, long toMs) {
        Series newest = null;
        for (Series series : all) {
            if (series.label().equals(label) && series.overlaps(fromMs, toMs)) {
                newest = series;
            }
        }
        return newest;
    }

    private static Point point(long atMs, CellFigures cell) {
        return new Point(
                atMs,
                cell.samples(),
                cell.proven(),
                cell.refuted(),
                cell.unobserved(),
                cell.p50Us(),
                cell.p90Us(),
                cell.maxUs());
    }

    private static List<Point> points(NavigableMap<Long, CellFigures> figures) {
        List<Point> points = new ArrayList<>(figures.size());
        figures.forEach((atMs, cell) -> points.add(point(atMs, cell)));
        return points;
    }

    /** Each run by its end; where the runs are gone, each hour or day by its begin. */
    private List<Point> runs(int source, int target, long fromMs, long toMs) throws SQLException {
        List<Point> found = new ArrayList<>();
        long firstRun = firstRun(source);
        if (fromMs < firstRun) {
            found.addAll(points(steps(source, target, fromMs, Math.min(toMs, firstRun - 1), Times.HOUR_MS)));
        }
        eachRun(source, target, fromMs, toMs, (atMs, cell) -> found.add(point(atMs, cell)));
        return found;
    }

    /** Takes figures and when they begin, or of a run when it has ended. */
    private interface Taker {
        void take(long atMs, CellFigures cell);
    }

    private void eachRun(int source, int target, long fromMs, long toMs, Taker taker) throws SQLException {
        sql.each(
                "select at_ms, cells from sample where source = ? and at_ms >= ? and at_ms <= ? order by at_ms",
                row -> {
                    long atMs = row.getLong(1);
                    RunCodec.decode(row.getBytes(2), target).ifPresent(cell -> taker.take(atMs, cell));
                },
                source,
                fromMs,
                toMs);
    }

    /**
     * Sums by steps since 1970. A step of a day or more takes days, one of an hour or more hours, any other runs; what is not
     * summed up yet, or is gone in that form, comes from the next finer or coarser one.
     */
    private NavigableMap<Long, CellFigures> steps(int source, int target, long fromMs, long toMs, long stepMs)
            throws SQLException {
        NavigableMap<Long, Summing> steps = new TreeMap<>();
        Taker taker = (atMs, cell) -> steps.computeIfAbsent(Math.floorDiv(atMs, stepMs) * stepMs, at -> new Summing())
                .add(cell);
        long firstRun = firstRun(source);
        long daysEnd = stepMs >= Times.DAY_MS
                ? Math.min(staleDay(), staleHour() / Times.DAY_MS * Times.DAY_MS)
                : Math.min(firstHour(source), firstRun);
        if (daysEnd > fromMs) {
            eachDay(source, target, fromMs, Math.min(toMs, daysEnd - 1), taker);
        }
        long hoursFrom = Math.max(fromMs, Math.min(toMs + 1, daysEnd));
        long runsFrom = hoursFrom;
        if (stepMs >= Times.HOUR_MS || firstRun > hoursFrom) {
            long hoursEnd = stepMs >= Times.HOUR_MS ? staleHour() : Math.min(staleHour(), wholeHour(firstRun));
            eachHour(source, target, hoursFrom, Math.min(toMs, hoursEnd - 1), taker);
            runsFrom = Math.max(hoursFrom, Math.min(toMs + 1, hoursEnd));
        }
        eachRun(source, target, runsFrom, toMs, taker);
        NavigableMap<Long, CellFigures> found = new TreeMap<>();
        steps.forEach((atMs, sum) -> found.put(atMs, sum.figures().get(0)));
        return found;
    }

    private static long wholeHour(long ms) {
        return ms > Long.MAX_VALUE - Times.HOUR_MS ? Long.MAX_VALUE : (Times.hour(ms) + 1) * Times.HOUR_MS;
    }

    /** When the first day begins that has hours; the end of time: there is none. */
    private long firstHour(int source) throws SQLException {
        return sql.first(
                        "select day from hourly where source = ? order by day limit 1",
                        row -> row.getInt(1) * Times.DAY_MS,
                        source)
                .orElse(Long.MAX_VALUE);
    }

    /** The end of the first run that is kept; the end of time: there is none. */
    private long firstRun(int source) throws SQLException {
        return sql.first(
                        "select at_ms from sample where source = ? order by at_ms limit 1",
                        row -> row.getLong(1),
                        source)
                .orElse(Long.MAX_VALUE);
    }

    /** When the first hour begins whose runs are not summed up. */
    private long staleHour() throws SQLException {
        return sql.first(
                        "select hour from stale_hour where scope = ? order by hour limit 1",
                        row -> row.getInt(1) * Times.HOUR_MS,
                        scopeId)
                .orElse(Long.MAX_VALUE);
    }

    private long staleDay() throws SQLException {
        return sql.first(
                        "select day from stale_day where scope = ? order by day limit 1",
                        row -> row.getInt(1) * Times.DAY_MS,
                        scopeId)
                .orElse(Long.MAX_VALUE);
    }

    private void eachHour(int source, int target, long fromMs, long toMs, Taker taker) throws SQLException {
        sql.each(
                "select day, cells from hourly where source = ? and day >= ? and day <= ? order by day",
                row -> {
                    long begin = row.getInt(1) * Times.DAY_MS;
                    SumCodec.decode(row.getBytes(2), target).forEach((slot, cell) -> {
                        long atMs = begin + slot * Times.HOUR_MS;
                        if (atMs + Times.HOUR_MS > fromMs && atMs <= toMs) {
                            taker.take(atMs, cell);
                        }
                    });
                },
                source,
                Times.day(fromMs),
                Times.day(toMs));
    }

    private void eachDay(int source, int target, long fromMs, long toMs, Taker taker) throws SQLException {
        sql.each(
                "select month, cells from daily where source = ? and month >= ? and month <= ? order by month",
                row -> {
                    long begin = Times.firstDay(row.getInt(1)) * Times.DAY_MS;
                    SumCodec.decode(row.getBytes(2), target).forEach((slot, cell) -> {
                        long atMs = begin + slot * Times.DAY_MS;
                        if (atMs + Times.DAY_MS > fromMs && atMs <= toMs) {
                            taker.take(atMs, cell);
                        }
                    });
                },
                source,
                Times.month(Times.day(fromMs)),
                Times.month(Times.day(toMs)));
    }

    private List<Gap> gaps(long sinceMs, long fromMs, long toMs) throws SQLException {
        List<Gap> gaps = new ArrayList<>();
        if (sinceMs > fromMs) {
            gaps.add(new Gap(fromMs, Math.min(sinceMs, toMs), "the pair was not in the fleet, or had another agent"));
        }
        for (SkippedTick tick : new RunReads(sql).skipped(scope, fromMs, toMs)) {
            String reason = tick.text().isEmpty()
                    ? tick.reason().label()
                    : tick.reason().label() + ": " + tick.text();
            Gap last = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
            if (last != null && last.reason().equals(reason) && tick.dueMs() <= last.toMs()) {
                gaps.set(gaps.size() - 1, new Gap(last.fromMs(), Math.max(last.toMs(), tick.untilMs()), reason));
            } else {
                gaps.add(new Gap(tick.dueMs(), tick.untilMs(), reason));
            }
        }
        return gaps;
    }

    private @Nullable Since since(int source, int target) throws SQLException {
        List<PairState> states = sql.first(
                        "select pairs from present where source = ?", row -> StateCodec.decode(row.getBytes(1)), source)
                .orElse(List.of());
        for (PairState state : states) {
            if (state.dst() == target) {
                String run = sql.first("select run_id from run where id = ?", row -> row.getString(1), state.sinceRun())
                        .orElse("");
                return new Since(word(state.outcome()), state.sinceMs(), run);
            }
        }
        return null;
    }

    private static String word(char outcome) {
        return switch (outcome) {
            case 'p' -> "proven";
            case 'r' -> "refuted";
            default -> "unobserved";
        };
    }
}
