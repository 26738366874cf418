package dev.x0xtest.serve.history.store;

import dev.x0xtest.serve.history.codec.CodecException;
import dev.x0xtest.serve.history.codec.PairState;
import dev.x0xtest.serve.history.codec.RunCodec;
import dev.x0xtest.serve.history.codec.StateCodec;
import dev.x0xtest.serve.history.database.Sql;
import dev.x0xtest.serve.history.record.CellFigures;
import dev.x0xtest.serve.history.record.KeptRun;
import dev.x0xtest.serve.history.record.Miss;
import dev.x0xtest.serve.history.record.Row;
import dev.x0xtest.serve.history.store.SeriesTable.Series;
import dev.x0xtest.serve.model.RunKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one run that has ended, in a transaction that is open. */
final class RunWriter {
    private static final Logger log = LoggerFactory.getLogger(RunWriter.class);

    /** A report that is longer, compressed, is not kept. */
    private static final int MOST_REPORT = 32_000_000;

    private final Sql sql;
    private final int scope;
    private final KeptRun run;

    RunWriter(Sql sql, int scope, KeptRun run) {
        this.sql = sql;
        this.scope = scope;
        this.run = run;
    }

    /** Whether it was not kept already. */
    boolean keep() throws SQLException {
        if (sql.first("select 1 from run where run_id = ? and state = 'kept'", row -> true, run.runId())
                .isPresent()) {
            return false;
        }
        boolean newest =
                sql.number("select max(ended_ms) from run where scope = ? and state = 'kept'", scope) <= run.endedMs();
        int id = row();
        SeriesTable table = new SeriesTable(sql, scope);
        int[] series = table.of(run, newest);
        samples(id, series);
        present(id, series, table.all());
        misses(id, series);
        if (newest && (run.kind() != RunKind.FOCUS || noRoster())) {
            sql.update(
                    "insert into roster (scope, run, nodes) values (?, ?, ?) on conflict (scope) do update set"
                            + " run = excluded.run, nodes = excluded.nodes",
                    scope,
                    id,
                    EntryWriter.nodes(run.nodes()));
        }
        if (run.report().length > 0 && run.report().length <= MOST_REPORT) {
            sql.update("insert into report (run, bytes, json) values (?, ?, ?)", id, run.report().length, run.report());
        }
        sql.update(
                "insert into stale_hour (scope, hour) values (?, ?) on conflict (scope, hour) do nothing",
                scope,
                Times.hour(run.endedMs()));
        return true;
    }

    private boolean noRoster() throws SQLException {
        return sql.first("select 1 from roster where scope = ?", row -> true, scope)
                .isEmpty();
    }

    private int row() throws SQLException {
        int proven = run.count('p');
        int refuted = run.count('r');
        int unobserved = run.count('u');
        return sql.id(
                "insert into run (run_id, scope, kind, schedule, state, started_ms, ended_ms, verdict, cells, proven,"
                        + " refuted, unobserved, messages) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (run_id) do update set scope = excluded.scope, kind = excluded.kind,"
                        + " schedule = excluded.schedule, state = excluded.state, started_ms = excluded.started_ms,"
                        + " ended_ms = excluded.ended_ms, verdict = excluded.verdict, cells = excluded.cells,"
                        + " proven = excluded.proven, refuted = excluded.refuted, unobserved = excluded.unobserved,"
                        + " messages = excluded.messages returning id",
                run.runId(),
                scope,
                run.kind().label(),
                run.schedule(),
                EntryWriter.KEPT,
                run.startedMs(),
                run.endedMs(),
                run.verdict(),
                proven + refuted + unobserved,
                proven,
                refuted,
                unobserved,
                run.messages());
    }

    /** A row's cells with series instead of places, ascending. */
    private static List<CellFigures> cells(Row row, int[] series) {
        return row.cells().stream()
                .map(cell -> cell.to(series[cell.dst()]))
                .sorted(Comparator.comparingInt(CellFigures::dst))
                .toList();
    }

    private void samples(int id, int[] series) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        for (Row row : run.rows()) {
            rows.add(new Object[] {series[row.src()], run.endedMs(), id, RunCodec.encode(cells(row, series))});
        }
        sql.batch("insert into sample (source, at_ms, run, cells) values (?, ?, ?, ?)", rows);
    }

    private void present(int id, int[] series, List<Series> all) throws SQLException {
        Set<Integer> lasting = new HashSet<>();
        all.stream().filter(Series::lasts).forEach(one -> lasting.add(one.id()));
        Map<Integer, byte[]> before = new HashMap<>();
        sql.each(
                "select source, pairs from present where source in (select id from series where scope = ?)",
                row -> before.put(row.getInt(1), row.getBytes(2)),
                scope);
        List<Object[]> rows = new ArrayList<>();
        for (Row row : run.rows()) {
            int source = series[row.src()];
            if (!lasting.contains(source)) {
                continue;
            }
            SortedMap<Integer, PairState> states = new TreeMap<>();
            if (before.containsKey(source)) {
                states(before.get(source)).forEach(state -> states.put(state.dst(), state));
            }
            cells(row, series).forEach(cell -> states.merge(cell.dst(), seen(cell, id), RunWriter::after));
            states.keySet().retainAll(lasting);
            rows.add(new Object[] {source, StateCodec.encode(List.copyOf(states.values()))});
        }
        sql.batch(
                "insert into present (source, pairs) values (?, ?)"
                        + " on conflict (source) do update set pairs = excluded.pairs",
                rows);
    }

    /** What was known; a blob that is damaged must not stop the runs to come. */
    private static List<PairState> states(byte[] blob) {
        try {
            return StateCodec.decode(blob);
        } catch (CodecException e) {
            log.warn("history: what was known of the pairs of a node is {}; it begins anew", e.getMessage());
            return List.of();
        }
    }

    private PairState seen(CellFigures cell, int id) {
        return new PairState(
                cell.dst(), cell.letter(), cell.outcome(), cell.p50Us(), run.endedMs(), id, run.endedMs(), id);
    }

    private static PairState after(PairState before, PairState now) {
        if (now.seenMs() < before.seenMs()) {
            return before;
        }
        return now.outcome() == before.outcome()
                ? new PairState(
                        now.dst(),
                        now.letter(),
                        now.outcome(),
                        now.p50Us(),
                        now.seenMs(),
                        now.seenRun(),
                        before.sinceMs(),
                        before.sinceRun())
                : now;
    }

    private void misses(int id, int[] series) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        for (Miss miss : run.misses()) {
            rows.add(new Object[] {
                series[miss.src()],
                series[miss.dst()],
                run.endedMs(),
                id,
                String.valueOf(miss.letter()),
                miss.code(),
                miss.reason()
            });
        }
        sql.batch(
                "insert into miss (src, dst, at_ms, run, letter, code, reason) values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (src, dst, at_ms, run) do nothing",
                rows);
    }
}
