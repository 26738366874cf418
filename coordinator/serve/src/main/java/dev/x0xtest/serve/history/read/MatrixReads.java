package dev.x0xtest.serve.history.read;

import dev.x0xtest.serve.history.HistoryReader.Matrix;
import dev.x0xtest.serve.history.codec.PairState;
import dev.x0xtest.serve.history.codec.RunCodec;
import dev.x0xtest.serve.history.codec.StateCodec;
import dev.x0xtest.serve.history.codec.SumCodec;
import dev.x0xtest.serve.history.codec.Sums;
import dev.x0xtest.serve.history.database.Sql;
import dev.x0xtest.serve.history.line.EntryJson;
import dev.x0xtest.serve.history.record.CellFigures;
import dev.x0xtest.serve.history.record.RunFigures;
import dev.x0xtest.serve.history.record.Seat;
import dev.x0xtest.serve.history.store.SeriesTable;
import dev.x0xtest.serve.history.store.SeriesTable.Series;
import dev.x0xtest.serve.history.store.Times;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what was known of each pair at a time. */
final class MatrixReads {
    /** Runs to look back for a pair; a rotation over 1,000 nodes takes 63 rounds. */
    private static final int MOST_RUNS = 128;

    private static final int RUNS_AT_ONCE = 16;

    private final Sql sql;
    private final int scope;

    MatrixReads(Sql sql, int scope) {
        this.sql = sql;
        this.scope = scope;
    }

    /** A run that was kept. */
    private record Kept(int id, String runId, long endedMs) {}

    Optional<Matrix> at(long atMs) throws SQLException {
        List<Kept> runs = sql.list(
                "select id, run_id, ended_ms from run where scope = ? and state = 'kept' and ended_ms <= ?"
                        + " order by ended_ms desc, id desc limit ?",
                row -> new Kept(row.getInt(1), row.getString(2), row.getLong(3)),
                scope,
                atMs,
                MOST_RUNS);
        long latest = sql.number("select max(ended_ms) from run where scope = ? and state = 'kept'", scope);
        if (latest == 0) {
            return Optional.empty();
        }
        List<Seat> seats = seats(sql, scope);
        Sheet sheet = new Sheet(nodes(seats, atMs, latest <= atMs), groups(seats));
        if (runs.isEmpty()) {
            return sums(sheet, atMs) ? Optional.of(sheet.matrix("", atMs)) : Optional.empty();
        }
        if (latest <= atMs) {
            present(sheet);
        } else {
            walk(sheet, runs);
        }
        return Optional.of(sheet.matrix(runs.get(0).runId(), runs.get(0).endedMs()));
    }

    /** The series of that time in the order of the last roster. */
    private List<Series> nodes(List<Seat> seats, long atMs, boolean now) throws SQLException {
        Map<String, Integer> order = new HashMap<>();
        Map<String, Boolean> measured = new HashMap<>();
        for (Seat seat : seats) {
            order.put(seat.label(), order.size());
            measured.put(seat.label(), seat.measured());
        }
        Map<String, Series> byLabel = new HashMap<>();
        for (Series series : new SeriesTable(sql, scope).all()) {
            boolean there =
                    now ? series.lasts() && measured.getOrDefault(series.label(), true) : series.overlaps(atMs, atMs);
            if (there) {
                byLabel.put(series.label(), series);
            }
        }
        List<Series> nodes = new ArrayList<>(byLabel.values());
        nodes.sort(Comparator.comparingInt((Series series) -> order.getOrDefault(series.label(), Integer.MAX_VALUE))
                .thenComparing(Series::id));
        return nodes;
    }

    private static Map<String, String> groups(List<Seat> seats) {
        Map<String, String> groups = new HashMap<>();
        seats.forEach(seat -> groups.put(seat.label(), seat.facts().getOrDefault(RunFigures.GROUP, "")));
        return groups;
    }

    /** The nodes of the last roster of a scope. */
    static List<Seat> seats(Sql sql, int scope) throws SQLException {
        return sql.first(
                        "select nodes from roster where scope = ?",
                        row -> EntryJson.seats(new String(row.getBytes(1), StandardCharsets.UTF_8)),
                        scope)
                .orElse(List.of());
    }

    private void present(Sheet sheet) throws SQLException {
        sql.each(
                "select source, pairs from present where source in (select id from series where scope = ?)",
                row -> {
                    int source = row.getInt(1);
                    if (sheet.has(source)) {
                        StateCodec.decode(row.getBytes(2)).forEach(state -> sheet.put(source, state));
                    }
                },
                scope);
    }

    /** Goes back run by run until every pair is known. */
    private void walk(Sheet sheet, List<Kept> runs) throws SQLException {
        for (int from = 0; from < runs.size() && sheet.missing > 0; from += RUNS_AT_ONCE) {
            List<Kept> some = runs.subList(from, Math.min(runs.size(), from + RUNS_AT_ONCE));
            for (Series series : sheet.nodes) {
                sql.each(
                        "select at_ms, cells from sample where source = ? and at_ms between ? and ?"
                                + " order by at_ms desc, run desc",
                        row -> {
                            long atMs = row.getLong(1);
                            RunCodec.decode(row.getBytes(2)).forEach(cell -> sheet.put(series.id(), cell, atMs));
                        },
                        series.id(),
                        some.get(some.size() - 1).endedMs(),
                        some.get(0).endedMs());
            }
        }
    }

    /** From the sums of the hour or the day, where the runs are gone. */
    private boolean sums(Sheet sheet, long atMs) throws SQLException {
        int day = Times.day(atMs);
        for (Series series : sheet.nodes) {
            Sums hours = one("select cells from hourly where source = ? and day = ?", series.id(), day);
            int hour = Times.hour(atMs);
            for (int slot = hour - day * Times.HOURS; slot >= 0; slot--) {
                long end = (day * (long) Times.HOURS + slot + 1) * Times.HOUR_MS;
                hours.at(slot).forEach(cell -> sheet.put(series.id(), cell, end));
            }
            Sums days = one("select cells from daily where source = ? and month = ?", series.id(), Times.month(day));
            for (int slot = Times.dayOfMonth(day); slot >= 0; slot--) {
                long end = (Times.firstDay(Times.month(day)) + slot + 1) * Times.DAY_MS;
                days.at(slot).forEach(cell -> sheet.put(series.id(), cell, Math.min(end, atMs)));
            }
        }
        return sheet.known();
    }

    private Sums one(String query, int source, int period) throws SQLException {
        return sql.first(query, row -> SumCodec.decode(row.getBytes(1)), source, period)
                .orElseGet(Sums::none);
    }

    /** A matrix that is being filled; what is there stays. */
    private static final class Sheet {
        private final List<Series> nodes;
        private final Map<String, String> groups;
        private final Map<Integer, Integer> places = new HashMap<>();
        private final char[][] outcome;
        private final char[][] letters;
        private final int[][] p50Us;
        private final long[][] seenMs;
        private final long[][] sinceMs;
        private int missing;

        Sheet(List<Series> nodes, Map<String, String> groups) {
            this.nodes = nodes;
            this.groups = groups;
            int size = nodes.size();
            nodes.forEach(series -> places.put(series.id(), places.size()));
            outcome = new char[size][size];
            letters = new char[size][size];
            p50Us = new int[size][size];
            seenMs = new long[size][size];
            sinceMs = new long[size][size];
            for (int src = 0; src < size; src++) {
                Arrays.fill(outcome[src], '.');
                Arrays.fill(letters[src], '.');
                Arrays.fill(p50Us[src], -1);
            }
            missing = size * (size - 1);
        }

        boolean has(int source) {
            return places.containsKey(source);
        }

        void put(int source, PairState state) {
            put(source, state.dst(), state.outcome(), state.letter(), state.p50Us(), state.seenMs(), state.sinceMs());
        }

        void put(int source, CellFigures cell, long atMs) {
            put(source, cell.dst(), cell.outcome(), cell.letter(), cell.p50Us(), atMs, 0);
        }

        private void put(int source, int target, char outcomeClass, char letter, int us, long atMs, long since) {
            Integer src = places.get(source);
            Integer dst = places.get(target);
            if (src == null || dst == null || outcome[src][dst] != '.') {
                return;
            }
            outcome[src][dst] = outcomeClass;
            letters[src][dst] = letter;
            p50Us[src][dst] = us;
            seenMs[src][dst] = atMs;
            sinceMs[src][dst] = since;
            missing--;
        }

        boolean known() {
            return missing < nodes.size() * (nodes.size() - 1);
        }

        Matrix matrix(String run, long atMs) {
            List<String> labels = nodes.stream().map(Series::label).toList();
            List<String> grouped =
                    labels.stream().map(label -> groups.getOrDefault(label, "")).toList();
            return new Matrix(run, atMs, labels, outcome, letters, p50Us, seenMs, sinceMs, grouped);
        }
    }
}
