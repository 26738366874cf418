package dev.x0xtest.serve.history.read;

import dev.x0xtest.serve.history.HistoryReader.Run;
import dev.x0xtest.serve.history.codec.CodecException;
import dev.x0xtest.serve.history.database.Sql;
import dev.x0xtest.serve.history.line.EntryJson;
import dev.x0xtest.serve.history.line.ModelJson;
import dev.x0xtest.serve.history.store.Store;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads what stands in rows: runs, reports, incidents, orders, alerts, ticks. */
public final class RunReads {
    private static final String RUN =
            "select r.run_id, s.network, s.plane, r.kind, r.schedule, r.started_ms, r.ended_ms,"
                    + " r.state, r.verdict, r.cells, r.proven, r.refuted, r.unobserved, r.messages"
                    + " from run r join scope s on s.id = r.scope where r.state <> 'begun'";
    private static final int MOST_ROWS = 10_000;
    private static final int MOST_REPORT = 256_000_000;

    private final Sql sql;

    RunReads(Sql sql) {
        this.sql = sql;
    }

    /** The number of a scope; 0: there is none. */
    static int scope(Sql sql, Scope scope) throws SQLException {
        return (int) sql.number(
                "select id from scope where network = ? and plane = ?",
                scope.network().text(),
                scope.plane().label());
    }

    List<Scope> scopes() throws SQLException {
        return sql.list(
                "select s.network, s.plane from scope s join run r on r.scope = s.id where r.state = 'kept'"
                        + " group by s.id, s.network, s.plane order by max(r.ended_ms) desc",
                row -> ModelJson.scope(row.getString(1), row.getString(2)));
    }

    List<Run> runs(@Nullable Scope scope, int limit, long beforeMs) throws SQLException {
        String order = " and r.started_ms < ? order by r.started_ms desc, r.id desc limit ?";
        return scope == null
                ? sql.list(RUN + order, RunReads::run, beforeMs, most(limit))
                : sql.list(RUN + " and r.scope = ?" + order, RunReads::run, scope(sql, scope), beforeMs, most(limit));
    }

    private static int most(int limit) {
        return Math.max(0, Math.min(MOST_ROWS, limit));
    }

    Optional<Run> run(String id) throws SQLException {
        return sql.first(RUN + " and r.run_id = ?", RunReads::run, id);
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getString(1),
                ModelJson.scope(row.getString(2), row.getString(3)),
                ModelJson.label(RunKind.class, row.getString(4)),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getString(8).equals(Store.CUT) ? Store.CUT : row.getString(9),
                row.getInt(10),
                row.getInt(11),
                row.getInt(12),
                row.getInt(13),
                row.getInt(14));
    }

    Optional<String> report(String id) throws SQLException {
        return sql.first(
                "select p.json from report p join run r on r.id = p.run where r.run_id = ?",
                row -> text(row.getBytes(1)),
                id);
    }

    /** The text of a compressed report. */
    public static String text(byte[] compressed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] plain = in.readNBytes(MOST_REPORT);
            if (in.read() >= 0) {
                throw new CodecException("a report that is too long");
            }
            return new String(plain, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CodecException("a report that does not inflate", e);
        }
    }

    List<Incident> incidents(@Nullable Scope scope, boolean open, int limit, long beforeMs) throws SQLException {
        String query = "select document from incident where since_ms < ?"
                + (open ? " and state in ('suspected', 'open')" : "");
        String order = " order by since_ms desc, id desc limit ?";
        Sql.Mapper<Incident> mapper = row -> ModelJson.incident(EntryJson.tree(row.getString(1)));
        return scope == null
                ? sql.list(query + order, mapper, beforeMs, most(limit))
                : sql.list(query + " and scope = ?" + order, mapper, beforeMs, scope(sql, scope), most(limit));
    }

    Optional<Incident> incident(String id) throws SQLException {
        return sql.first(
                "select document from incident where id = ?",
                row -> ModelJson.incident(EntryJson.tree(row.getString(1))),
                id);
    }

    List<SkippedTick> skipped(Scope scope, long fromMs, long toMs) throws SQLException {
        return sql.list(
                "select schedule, due_ms, until_ms, reason, words from skipped"
                        + " where scope = ? and due_ms < ? and until_ms >= ? order by due_ms, schedule limit ?",
                row -> new SkippedTick(
                        scope,
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        ModelJson.label(SkippedTick.Reason.class, row.getString(4)),
                        row.getString(5)),
                scope(sql, scope),
                toMs,
                fromMs,
                MOST_ROWS);
    }

    List<Order> orders(long nowMs) throws SQLException {
        return sql.list(
                "select id, kind, target, from_ms, until_ms, reason, ordered_by from operator_order"
                        + " where from_ms <= ? and until_ms > ? order by from_ms, id limit ?",
                RunReads::order,
                nowMs,
                nowMs,
                MOST_ROWS);
    }

    /** The order in a row of its table. */
    public static Order order(ResultSet row) throws SQLException {
        return new Order(
                row.getString(1),
                ModelJson.label(Order.Kind.class, row.getString(2)),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7));
    }

    List<Delivery> deliveries(int limit) throws SQLException {
        return sql.list(
                "select document from outbox order by next_ms, alert_id, sink limit ?",
                row -> ModelJson.delivery(EntryJson.tree(row.getString(1))),
                most(limit));
    }
}
