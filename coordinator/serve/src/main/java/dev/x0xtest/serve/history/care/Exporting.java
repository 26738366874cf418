package dev.x0xtest.serve.history.care;

import dev.x0xtest.serve.history.codec.CodecException;
import dev.x0xtest.serve.history.codec.RunCodec;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.Sql;
import dev.x0xtest.serve.history.line.EntryJson;
import dev.x0xtest.serve.history.line.ModelJson;
import dev.x0xtest.serve.history.read.RunReads;
import dev.x0xtest.serve.history.record.CellFigures;
import dev.x0xtest.serve.history.record.Entry;
import dev.x0xtest.serve.history.record.KeptRun;
import dev.x0xtest.serve.history.record.Miss;
import dev.x0xtest.serve.history.record.Row;
import dev.x0xtest.serve.history.record.Seat;
import dev.x0xtest.serve.history.store.SeriesTable;
import dev.x0xtest.serve.history.store.SeriesTable.Series;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Gives a history as entries: every run that is kept, the oldest first, then ticks without a run, incidents with the alerts
 * that wait, orders and the audit. What is known of older runs only as sums is not among them.
 */
public final class Exporting {
    private final Sql sql;
    private final Consumer<Entry> taker;
    private final Map<Integer, Scope> scopes = new HashMap<>();
    private final Map<Integer, Series> series = new HashMap<>();

    private Exporting(Sql sql, Consumer<Entry> taker) {
        this.sql = sql;
        this.taker = taker;
    }

    /** Shows all of one moment to a taker. How many entries. */
    public static long of(Database database, Consumer<Entry> taker) {
        return database.read(sql -> {
            long[] count = {0};
            new Exporting(sql, entry -> {
                        count[0]++;
                        taker.accept(entry);
                    })
                    .all();
            return count[0];
        });
    }

    /** A row of the table of runs. */
    private record Run(
            int id,
            String runId,
            int scope,
            RunKind kind,
            String schedule,
            long startedMs,
            long endedMs,
            String verdict,
            int messages) {}

    private void all() throws SQLException {
        for (Object[] one : sql.list("select id, network, plane from scope", row ->
                new Object[] {row.getInt(1), ModelJson.scope(row.getString(2), row.getString(3))})) {
            int id = (Integer) one[0];
            scopes.put(id, (Scope) one[1]);
            new SeriesTable(sql, id).all().forEach(each -> series.put(each.id(), each));
        }
        for (Run run : sql.list(
                "select id, run_id, scope, kind, schedule, started_ms, ended_ms, verdict, messages from run"
                        + " where state = 'kept' order by ended_ms, id",
                Exporting::run)) {
            taker.accept(new Entry.Ended(kept(run), List.of(), List.of()));
        }
        for (SkippedTick tick : sql.list(
                "select scope, schedule, due_ms, until_ms, reason, words from skipped order by due_ms", this::tick)) {
            taker.accept(new Entry.Skipped(tick));
        }
        List<Incident> incidents = sql.list(
                "select document from incident order by since_ms, id",
                row -> ModelJson.incident(EntryJson.tree(row.getString(1))));
        for (Incident incident : incidents) {
            taker.accept(new Entry.Changed(List.of(incident), List.of()));
        }
        taker.accept(new Entry.Changed(
                List.of(),
                sql.list(
                        "select document from outbox order by next_ms",
                        row -> ModelJson.delivery(EntryJson.tree(row.getString(1))))));
        operators();
    }

    private void operators() throws SQLException {
        for (Order order : sql.list(
                "select id, kind, target, from_ms, until_ms, reason, ordered_by from operator_order order by from_ms",
                RunReads::order)) {
            taker.accept(new Entry.Ordered(order));
        }
        for (Entry.Audited audited : sql.list(
                "select at_ms, who, action, target, reason from audit order by id",
                row -> new Entry.Audited(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))) {
            taker.accept(audited);
        }
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getInt(1),
                row.getString(2),
                row.getInt(3),
                ModelJson.label(RunKind.class, row.getString(4)),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getString(8),
                row.getInt(9));
    }

    private SkippedTick tick(ResultSet row) throws SQLException {
        return new SkippedTick(
                scope(row.getInt(1)),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                ModelJson.label(SkippedTick.Reason.class, row.getString(5)),
                row.getString(6));
    }

    private Scope scope(int id) {
        Scope found = scopes.get(id);
        if (found == null) {
            throw new CodecException("a row of no network");
        }
        return found;
    }

    /** A run with the nodes that its cells name. */
    private KeptRun kept(Run run) throws SQLException {
        Map<Integer, List<CellFigures>> bySource = new HashMap<>();
        sql.each(
                "select source, cells from sample where source in (select id from series where scope = ?)"
                        + " and at_ms = ? and run = ?",
                row -> bySource.put(row.getInt(1), RunCodec.decode(row.getBytes(2))),
                run.scope(),
                run.endedMs(),
                run.id());
        Set<Integer> named = new TreeSet<>(bySource.keySet());
        bySource.values().forEach(cells -> cells.forEach(cell -> named.add(cell.dst())));
        Map<Integer, Integer> places = new HashMap<>();
        List<Seat> nodes = new ArrayList<>();
        for (int id : named) {
            Series one = series.get(id);
            places.put(id, nodes.size());
            nodes.add(new Seat(one == null ? "" : one.label(), one == null ? "" : one.agentId(), true, Map.of()));
        }
        List<Row> rows = new ArrayList<>();
        for (int source : new TreeSet<>(bySource.keySet())) {
            rows.add(new Row(
                    places.getOrDefault(source, 0),
                    bySource.getOrDefault(source, List.of()).stream()
                            .map(cell -> cell.to(places.getOrDefault(cell.dst(), 0)))
                            .toList()));
        }
        byte[] report = sql.first("select json from report where run = ?", row -> row.getBytes(1), run.id())
                .orElse(new byte[0]);
        return new KeptRun(
                scope(run.scope()),
                run.kind(),
                run.schedule(),
                run.runId(),
                run.startedMs(),
                run.endedMs(),
                run.verdict(),
                run.messages(),
                nodes,
                rows,
                misses(run, places),
                report);
    }

    private List<Miss> misses(Run run, Map<Integer, Integer> places) throws SQLException {
        List<Miss> misses = new ArrayList<>();
        for (int source : new TreeSet<>(places.keySet())) {
            sql.each(
                    "select dst, letter, code, reason from miss where src = ? and dst >= 0 and at_ms = ? and run = ?",
                    row -> {
                        Integer dst = places.get(row.getInt(1));
                        if (dst != null) {
                            misses.add(new Miss(
                                    places.getOrDefault(source, 0),
                                    dst,
                                    row.getString(2).charAt(0),
                                    row.getString(3),
                                    row.getString(4)));
                        }
                    },
                    source,
                    run.endedMs(),
                    run.id());
        }
        return misses;
    }
}
