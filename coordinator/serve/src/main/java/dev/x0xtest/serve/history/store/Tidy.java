package dev.x0xtest.serve.history.store;

import dev.x0xtest.serve.history.codec.CodecException;
import dev.x0xtest.serve.history.codec.RunCodec;
import dev.x0xtest.serve.history.codec.SumCodec;
import dev.x0xtest.serve.history.codec.Summing;
import dev.x0xtest.serve.history.codec.Sums;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.Sql;
import dev.x0xtest.serve.history.record.CellFigures;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums up hours and days, and forgets what is too old, in steps that hold the writer for milliseconds. A step that is lost
 * is done again: an hour counts as stale until all its sources are summed up.
 */
final class Tidy {
    private static final Logger log = LoggerFactory.getLogger(Tidy.class);
    private static final int SOURCES_AT_ONCE = 20;
    /** A run that ends with an hour is in the database by then. */
    private static final long LATE_MS = 60_000;

    private final Database database;
    private final Retention retention;
    private final Forgetting forgetting;
    private @Nullable Job job;

    Tidy(Database database, Retention retention) {
        this.database = database;
        this.retention = retention;
        this.forgetting = new Forgetting(retention);
    }

    /** An hour, or a day, that is being summed up, and the sources that are left. */
    private record Job(boolean ofDay, int scope, int period, Deque<Integer> sources) {
        long fromMs() {
            return period * (ofDay ? Times.DAY_MS : Times.HOUR_MS);
        }

        long toMs() {
            return (period + 1) * (ofDay ? Times.DAY_MS : Times.HOUR_MS);
        }
    }

    /** Whether there is more to do now. */
    boolean step(long nowMs) {
        return sumUp(nowMs) || database.write(sql -> forgetting.step(sql, nowMs));
    }

    /** What a step leaves to the next one; {@code job} null: nothing that has begun. */
    private record Done(@Nullable Job job, boolean something) {}

    /** Whether it did something: then there may be more. */
    boolean sumUp(long nowMs) {
        Done done = database.write(sql -> sumUp(sql, nowMs));
        // Only now, after the commit, are its sources done.
        job = done.job();
        return done.something();
    }

    private Done sumUp(Sql sql, long nowMs) throws SQLException {
        Job current = job == null ? next(sql, nowMs) : job;
        if (current == null) {
            return new Done(null, false);
        }
        Deque<Integer> left = new ArrayDeque<>(current.sources());
        boolean raw = current.fromMs() > nowMs - retention.runDays() * Times.DAY_MS;
        for (int done = 0; done < SOURCES_AT_ONCE && !left.isEmpty(); done++) {
            sum(sql, current, left.remove(), raw);
        }
        if (left.isEmpty()) {
            finish(sql, current);
            return new Done(null, true);
        }
        return new Done(new Job(current.ofDay(), current.scope(), current.period(), left), true);
    }

    private static @Nullable Job next(Sql sql, long nowMs) throws SQLException {
        Optional<Job> hour = sql.first(
                "select scope, hour from stale_hour where hour < ? order by hour, scope limit 1",
                row -> new Job(false, row.getInt(1), row.getInt(2), new ArrayDeque<>()),
                Times.hour(nowMs - LATE_MS));
        Optional<Job> found = hour.isPresent()
                ? hour
                : sql.first(
                        "select scope, day from stale_day where day < ? order by day, scope limit 1",
                        row -> new Job(true, row.getInt(1), row.getInt(2), new ArrayDeque<>()),
                        Times.day(nowMs - LATE_MS));
        if (found.isEmpty()) {
            return null;
        }
        Job job = found.get();
        for (SeriesTable.Series series : new SeriesTable(sql, job.scope()).all()) {
            if (series.overlaps(job.fromMs() - Times.HOUR_MS, job.toMs())) {
                job.sources().add(series.id());
            }
        }
        return job;
    }

    private static void finish(Sql sql, Job job) throws SQLException {
        if (job.ofDay()) {
            sql.update("delete from stale_day where scope = ? and day = ?", job.scope(), job.period());
            return;
        }
        sql.update("delete from stale_hour where scope = ? and hour = ?", job.scope(), job.period());
        sql.update(
                "insert into stale_day (scope, day) values (?, ?) on conflict (scope, day) do nothing",
                job.scope(),
                Math.floorDiv(job.period(), Times.HOURS));
    }

    /** {@code raw}: all runs of the time are there still; otherwise they are added to what was summed up before. */
    private static void sum(Sql sql, Job job, int source, boolean raw) throws SQLException {
        int period = job.ofDay() ? Times.month(job.period()) : Math.floorDiv(job.period(), Times.HOURS);
        int slot = job.ofDay() ? Times.dayOfMonth(job.period()) : Math.floorMod(job.period(), Times.HOURS);
        Summing summing = new Summing();
        List<List<CellFigures>> runs = sql.list(
                "select cells from sample where source = ? and at_ms >= ? and at_ms < ?",
                row -> readable(row.getBytes(1), RunCodec::decode, List.of()),
                source,
                job.fromMs(),
                job.toMs());
        if (runs.isEmpty()) {
            return;
        }
        runs.forEach(summing::add);
        String table = job.ofDay() ? "daily" : "hourly";
        String key = job.ofDay() ? "month" : "day";
        Sums before = sql.first(
                        "select cells from " + table + " where source = ? and " + key + " = ?",
                        row -> readable(row.getBytes(1), SumCodec::decode, Sums.none()),
                        source,
                        period)
                .orElseGet(Sums::none);
        if (!raw) {
            summing.add(before.at(slot));
        }
        sql.update(
                "insert into " + table + " (source, " + key + ", cells) values (?, ?, ?) on conflict (source, " + key
                        + ") do update set cells = excluded.cells",
                source,
                period,
                SumCodec.encode(before.with(slot, summing.figures())));
    }

    /** A blob that is damaged must not stop what comes after it. */
    private static <T> T readable(byte[] blob, Function<byte[], T> reading, T otherwise) {
        try {
            return reading.apply(blob);
        } catch (CodecException e) {
            log.warn("history: something that is to be summed up is {}; it is left out", e.getMessage());
            return otherwise;
        }
    }
}
