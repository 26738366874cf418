package dev.x0xtest.serve.history.care;

import dev.x0xtest.cli.Printable;
import dev.x0xtest.serve.history.codec.CodecException;
import dev.x0xtest.serve.history.codec.RunCodec;
import dev.x0xtest.serve.history.codec.StateCodec;
import dev.x0xtest.serve.history.codec.SumCodec;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.Dialect;
import dev.x0xtest.serve.history.database.Sql;
import dev.x0xtest.serve.history.line.EntryJson;
import dev.x0xtest.serve.history.line.ModelJson;
import dev.x0xtest.serve.history.read.RunReads;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks whether a history is whole: its file, every blob, and whether the cells of each run are all there. Reads only. */
public final class Checking {
    private static final int MOST_PROBLEMS = 20;

    private final List<String> problems = new ArrayList<>();
    private long blobs;
    private long hidden;

    private Checking() {}

    /**
     * What was found.
     *
     * @param runs that are kept; {@code cut} ones ended with their process, {@code begun} ones go on
     * @param problems a line each; empty: it is whole
     */
    public record Result(long runs, long cut, long begun, long blobs, List<String> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    /** Reads all of it; what is written meanwhile is not looked at. */
    public static Result of(Database database) {
        Checking checking = new Checking();
        return database.read(sql -> checking.look(sql, database.url().dialect()));
    }

    private Result look(Sql sql, Dialect dialect) throws SQLException {
        if (dialect == Dialect.SQLITE) {
            sql.each("pragma integrity_check(20)", row -> {
                if (!row.getString(1).equals("ok")) {
                    problem("the file: " + row.getString(1));
                }
            });
        }
        cells(sql);
        blobs(sql, "hourly", "cells", SumCodec::decode);
        blobs(sql, "daily", "cells", SumCodec::decode);
        blobs(sql, "present", "pairs", StateCodec::decode);
        blobs(sql, "report", "json", RunReads::text);
        documents(sql, "incident", text -> ModelJson.incident(EntryJson.tree(text)));
        documents(sql, "outbox", text -> ModelJson.delivery(EntryJson.tree(text)));
        long lost = sql.number("select count(*) from sample s left join run r on r.id = s.run where r.id is null");
        if (lost > 0) {
            problem(lost + " rows of cells belong to no run");
        }
        if (hidden > 0) {
            problems.add("and " + hidden + " more");
        }
        return new Result(
                sql.number("select count(*) from run where state = 'kept'"),
                sql.number("select count(*) from run where state = 'cut'"),
                sql.number("select count(*) from run where state = 'begun'"),
                blobs,
                problems);
    }

    /** Every cell of every run that has not been forgotten. */
    private void cells(Sql sql) throws SQLException {
        Map<Integer, Integer> found = new HashMap<>();
        sql.each("select run, source, cells from sample", row -> {
            int run = row.getInt(1);
            try {
                blobs++;
                found.merge(run, RunCodec.decode(row.getBytes(3)).size(), Integer::sum);
            } catch (CodecException e) {
                problem("the cells of series " + row.getInt(2) + " in run " + run + ": " + e.getMessage());
            }
        });
        long first = sql.first("select value from setting where name = 'forgotten'", row -> row.getString(1))
                .map(Long::parseLong)
                .orElse(Long.MIN_VALUE);
        sql.each(
                "select id, run_id, cells from run where state = 'kept' and ended_ms >= ?",
                row -> {
                    int cells = found.getOrDefault(row.getInt(1), 0);
                    if (cells != row.getInt(3)) {
                        problem("run " + row.getString(2) + " has " + cells + " of " + row.getInt(3) + " cells");
                    }
                },
                // Of older runs some sources are forgotten already.
                first);
    }

    /** Reads bytes, or throws {@link CodecException}. */
    private interface Reading<T> {
        Object of(T bytes);
    }

    private void blobs(Sql sql, String table, String column, Reading<byte[]> reading) throws SQLException {
        sql.each("select " + column + " from " + table, row -> {
            blobs++;
            read(table, row.getBytes(1), reading);
        });
    }

    private void documents(Sql sql, String table, Reading<String> reading) throws SQLException {
        sql.each("select document from " + table, row -> {
            blobs++;
            read(table, row.getString(1), reading);
        });
    }

    private <T> void read(String table, T bytes, Reading<T> reading) {
        try {
            reading.of(bytes);
        } catch (CodecException e) {
            problem("the table " + table + " has " + e.getMessage());
        }
    }

    private void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(Printable.text(text));
        } else {
            hidden++;
        }
    }
}
