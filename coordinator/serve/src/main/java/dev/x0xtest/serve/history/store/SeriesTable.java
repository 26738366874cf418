package dev.x0xtest.serve.history.store;

import dev.x0xtest.serve.history.database.Sql;
import dev.x0xtest.serve.history.record.KeptRun;
import dev.x0xtest.serve.history.record.Seat;
import dev.x0xtest.serve.model.RunKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The series of a scope: a node as long as it has the same label and agent. A node that is unknown to a run for want of an
 * answer keeps its series; one that has another agent, or is not in the roster any more, ends it.
 */
public final class SeriesTable {
    private static final Set<RunKind> WHOLE_ROSTER = Set.of(RunKind.FULL, RunKind.ROTATION, RunKind.BURST);

    private final Sql sql;
    private final int scope;

    public SeriesTable(Sql sql, int scope) {
        this.sql = sql;
        this.scope = scope;
    }

    /** One series. {@code untilMs} null: it lasts. */
    public record Series(
            int id,
            String label,
            String agentId,
            long sinceMs,
            @Nullable Long untilMs) {
        boolean is(Seat seat) {
            return label.equals(seat.label())
                    && (agentId.equals(seat.agentId())
                            || agentId.isEmpty()
                            || seat.agentId().isEmpty());
        }

        public boolean lasts() {
            return untilMs == null;
        }

        public boolean overlaps(long fromMs, long toMs) {
            return sinceMs <= toMs && (untilMs == null || untilMs > fromMs);
        }
    }

    /** All of the scope, the oldest first. */
    public List<Series> all() throws SQLException {
        return sql.list(
                "select id, label, agent_id, since_ms, until_ms from series where scope = ? order by since_ms, id",
                row -> {
                    long until = row.getLong(5);
                    boolean lasts = row.wasNull();
                    return new Series(
                            row.getInt(1),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            lasts ? null : (Long) until);
                },
                scope);
    }

    /**
     * The series of the nodes of a run, by their places; begins and ends series.
     *
     * @param newest whether no run of the scope has ended later
     */
    int[] of(KeptRun run, boolean newest) throws SQLException {
        List<Series> known = new ArrayList<>(all());
        int[] ids = new int[run.nodes().size()];
        Set<Integer> used = new HashSet<>();
        for (int place = 0; place < ids.length; place++) {
            Seat seat = run.nodes().get(place);
            ids[place] = newest ? present(known, seat, run) : past(known, seat, run);
            used.add(ids[place]);
        }
        if (newest && WHOLE_ROSTER.contains(run.kind())) {
            for (Series series : known) {
                if (series.lasts() && !used.contains(series.id())) {
                    end(series, run.startedMs());
                }
            }
        }
        return ids;
    }

    private int present(List<Series> known, Seat seat, KeptRun run) throws SQLException {
        Optional<Series> lasting = known.stream()
                .filter(series -> series.lasts() && series.label().equals(seat.label()))
                .findFirst();
        if (lasting.isPresent() && lasting.get().is(seat)) {
            name(lasting.get(), seat);
            return lasting.get().id();
        }
        if (lasting.isPresent()) {
            end(lasting.get(), run.startedMs());
            known.remove(lasting.get());
        }
        return begin(seat, run.startedMs(), null);
    }

    /** Of a run that comes late, such as an imported one: the series that fits is made to contain it. */
    private int past(List<Series> known, Seat seat, KeptRun run) throws SQLException {
        Optional<Series> fitting = known.stream()
                .filter(series -> series.is(seat))
                .min(Comparator.comparingLong(series -> series.overlaps(run.startedMs(), run.endedMs()) ? 0 : 1));
        if (fitting.isEmpty()) {
            return begin(seat, run.startedMs(), run.endedMs());
        }
        Series series = fitting.get();
        name(series, seat);
        if (run.startedMs() < series.sinceMs()) {
            sql.update("update series set since_ms = ? where id = ?", run.startedMs(), series.id());
        }
        if (!series.overlaps(run.startedMs(), run.endedMs()) && run.startedMs() > series.sinceMs()) {
            sql.update("update series set until_ms = ? where id = ?", run.endedMs(), series.id());
        }
        return series.id();
    }

    private void name(Series series, Seat seat) throws SQLException {
        if (series.agentId().isEmpty() && !seat.agentId().isEmpty()) {
            sql.update("update series set agent_id = ? where id = ?", seat.agentId(), series.id());
        }
    }

    private int begin(Seat seat, long sinceMs, @Nullable Long untilMs) throws SQLException {
        return sql.id(
                "insert into series (scope, label, agent_id, since_ms, until_ms) values (?, ?, ?, ?, ?) returning id",
                scope,
                seat.label(),
                seat.agentId(),
                sinceMs,
                untilMs);
    }

    private void end(Series series, long atMs) throws SQLException {
        sql.update("update series set until_ms = ? where id = ?", Math.max(atMs, series.sinceMs()), series.id());
        sql.update("delete from present where source = ?", series.id());
    }
}
