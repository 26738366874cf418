package dev.x0xtest.serve.history.store;

import dev.x0xtest.serve.history.database.Sql;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Removes what is too old: once an hour it goes through all sources, a few in each step. */
final class Forgetting {
    private static final int SOURCES_AT_ONCE = 20;
    private static final int RUNS_AT_ONCE = 1_000;

    private final Retention retention;
    private final Deque<Integer> sources = new ArrayDeque<>();
    private boolean rows;
    private long nextMs = Long.MIN_VALUE;

    Forgetting(Retention retention) {
        this.retention = retention;
    }

    /** Whether there is more to do now. */
    boolean step(Sql sql, long nowMs) throws SQLException {
        long runsFrom = nowMs - retention.runDays() * Times.DAY_MS;
        long hoursFrom = nowMs - retention.hourDays() * Times.DAY_MS;
        if (sources.isEmpty() && !rows) {
            if (nowMs < nextMs) {
                return false;
            }
            nextMs = nowMs + Times.HOUR_MS;
            rows = true;
            sql.update(
                    "insert into setting (name, value) values ('forgotten', ?) on conflict (name) do update set value ="
                            + " excluded.value",
                    String.valueOf(runsFrom));
            sources.addAll(sql.list("select id from series order by id", row -> row.getInt(1)));
            return true;
        }
        if (!sources.isEmpty()) {
            for (int done = 0; done < SOURCES_AT_ONCE && !sources.isEmpty(); done++) {
                int source = sources.remove();
                sql.update("delete from sample where source = ? and at_ms < ?", source, runsFrom);
                sql.update("delete from miss where src = ? and at_ms < ?", source, runsFrom);
                sql.update("delete from hourly where source = ? and day < ?", source, Times.day(hoursFrom));
            }
            return true;
        }
        rows = forgetRows(sql, runsFrom, hoursFrom);
        return rows;
    }

    private boolean forgetRows(Sql sql, long runsFrom, long hoursFrom) throws SQLException {
        sql.update("delete from skipped where until_ms < ?", hoursFrom);
        forgetReports(sql);
        sql.update(
                "delete from report where run in (select id from run where ended_ms < ? and state <> 'begun' order by"
                        + " ended_ms limit ?)",
                runsFrom,
                RUNS_AT_ONCE);
        return sql.update(
                        "delete from run where id in (select id from run where ended_ms < ? and state <> 'begun' order by"
                                + " ended_ms limit ?)",
                        runsFrom,
                        RUNS_AT_ONCE)
                == RUNS_AT_ONCE;
    }

    private void forgetReports(Sql sql) throws SQLException {
        long[] sum = {0};
        int[] last = {0};
        sql.each("select run, bytes from report order by run desc", row -> {
            sum[0] += row.getInt(2);
            if (sum[0] > retention.reportBytes()) {
                last[0] = Math.max(last[0], row.getInt(1));
            }
        });
        if (last[0] > 0) {
            sql.update("delete from report where run <= ?", last[0]);
        }
    }
}
