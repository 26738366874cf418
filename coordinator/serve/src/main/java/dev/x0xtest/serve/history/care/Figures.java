package dev.x0xtest.serve.history.care;

import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.Dialect;
import dev.x0xtest.serve.history.database.Sql;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.history.store.Times;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much a history holds, and how much it will hold. Reads only. */
public final class Figures {
    private static final List<String> TABLES = List.of(
            "run",
            "sample",
            "hourly",
            "daily",
            "present",
            "miss",
            "report",
            "incident",
            "outbox",
            "operator_order",
            "audit",
            "skipped",
            "series",
            "roster");

    private static final int DAYS_LOOKED_AT = 7;
    private static final int DAYS_A_YEAR = 365;

    private Figures() {}

    /** One table. {@code bytes} includes its indexes; -1: unknown. */
    public record Table(String name, long rows, long bytes) {}

    /**
     * A history.
     *
     * @param bytes of the whole database; of SQLite with its write-ahead log
     * @param fromMs end of the first run that is kept; 0: there is none
     * @param toMs of the last one
     * @param runsADay of the last week
     * @param yearBytes expected in a year, if runs go on as in the last week; -1: less than a day of runs is kept
     */
    public record All(
            String database, long bytes, long fromMs, long toMs, double runsADay, long yearBytes, List<Table> tables) {}

    /** Reads them. */
    public static All of(Database database, Retention retention) {
        return database.read(sql -> {
            List<Table> tables = new ArrayList<>();
            for (String name : TABLES) {
                tables.add(new Table(name, sql.number("select count(*) from " + name), bytes(sql, database, name)));
            }
            long from = sql.number("select min(ended_ms) from run where state = 'kept'");
            long to = sql.number("select max(ended_ms) from run where state = 'kept'");
            double spanDays = (to - from) / (double) Times.DAY_MS;
            long recent = sql.number(
                    "select count(*) from run where state = 'kept' and ended_ms > ?",
                    to - DAYS_LOOKED_AT * Times.DAY_MS);
            boolean enough = recent > 1 && spanDays >= 1;
            double runs = enough ? recent / Math.min(DAYS_LOOKED_AT, spanDays) : 0;
            return new All(
                    database.url().shown(),
                    whole(sql, database),
                    from,
                    to,
                    runs,
                    enough ? forecast(tables, spanDays, retention) : -1,
                    tables);
        });
    }

    /** Each table grows as up to now, until what it forgets is as much as what it gets. */
    private static long forecast(List<Table> tables, double spanDays, Retention retention) {
        double sum = 0;
        for (Table table : tables) {
            double days = switch (table.name()) {
                case "run", "sample", "miss" -> retention.runDays();
                case "hourly", "skipped" -> retention.hourDays();
                case "present", "outbox", "series", "roster" -> 0;
                default -> DAYS_A_YEAR;
            };
            double kept = Math.min(spanDays, days == 0 ? spanDays : days);
            double grown = days == 0 ? table.bytes() : table.bytes() / kept * Math.min(DAYS_A_YEAR, days);
            sum += table.name().equals("report") ? Math.min(grown, 1.1 * retention.reportBytes()) : grown;
        }
        return (long) sum;
    }

    private static long bytes(Sql sql, Database database, String name) throws SQLException {
        if (database.url().dialect() == Dialect.POSTGRESQL) {
            return sql.number("select pg_total_relation_size(?::regclass)", name);
        }
        return sql.number(
                "select sum(pgsize) from dbstat where aggregate = true and (name = ? or name in"
                        + " (select name from sqlite_master where type = 'index' and tbl_name = ?))",
                name,
                name);
    }

    private static long whole(Sql sql, Database database) throws SQLException {
        Path file = database.url().file();
        if (file == null) {
            return sql.number("select pg_database_size(current_database())");
        }
        return size(file) + size(file.resolveSibling(file.getFileName() + "-wal"));
    }

    /** Bytes of the whole database. */
    static long whole(Database database) {
        return database.read(sql -> whole(sql, database));
    }

    private static long size(@Nullable Path file) {
        try {
            return file == null ? 0 : Files.size(file);
        } catch (java.io.IOException e) {
            return 0;
        }
    }
}
