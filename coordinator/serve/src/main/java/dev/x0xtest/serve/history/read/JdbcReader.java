package dev.x0xtest.serve.history.read;

import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.codec.CodecException;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.record.Seat;
import dev.x0xtest.serve.history.store.SeriesTable;
import dev.x0xtest.serve.history.store.SeriesTable.Series;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the history of the database that is open now. */
public final class JdbcReader implements HistoryReader {
    private final Supplier<Database> database;

    /** Takes who knows the database; asked for each call. */
    public JdbcReader(Supplier<Database> database) {
        this.database = database;
    }

    private <T> T read(Database.Work<T> work) {
        try {
            return database.get().read(work);
        } catch (CodecException e) {
            throw new HistoryException("the history has something that cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Scope> scopes() {
        return read(sql -> new RunReads(sql).scopes());
    }

    @Override
    public Optional<Matrix> matrix(Scope scope, long atMs) {
        return read(sql -> new MatrixReads(sql, RunReads.scope(sql, scope)).at(atMs));
    }

    @Override
    public Optional<PairPast> pair(Scope scope, String src, String dst, long fromMs, long toMs, long stepMs) {
        return read(sql -> new PairReads(sql, scope, RunReads.scope(sql, scope)).pair(src, dst, fromMs, toMs, stepMs));
    }

    @Override
    public List<Failure> failures(Scope scope, String src, String dst, int limit) {
        return read(sql -> sql.list(
                "select m.at_ms, r.run_id, m.letter, m.code, m.reason from miss m join run r on r.id = m.run"
                        + " join series a on a.id = m.src join series b on b.id = m.dst"
                        + " where a.scope = ? and a.label = ? and b.label = ? and b.scope = a.scope"
                        + " order by m.at_ms desc limit ?",
                row -> new Failure(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3).charAt(0),
                        row.getString(4),
                        row.getString(5)),
                RunReads.scope(sql, scope),
                src,
                dst,
                Math.max(0, Math.min(1_000, limit))));
    }

    @Override
    public List<Run> runs(@Nullable Scope scope, int limit, long beforeMs) {
        return read(sql -> new RunReads(sql).runs(scope, limit, beforeMs));
    }

    @Override
    public Optional<Run> run(String id) {
        return read(sql -> new RunReads(sql).run(id));
    }

    @Override
    public Optional<String> report(String id) {
        return read(sql -> new RunReads(sql).report(id));
    }

    @Override
    public List<Incident> incidents(@Nullable Scope scope, boolean open, int limit, long beforeMs) {
        return read(sql -> new RunReads(sql).incidents(scope, open, limit, beforeMs));
    }

    @Override
    public Optional<Incident> incident(String id) {
        return read(sql -> new RunReads(sql).incident(id));
    }

    @Override
    public List<SkippedTick> skipped(Scope scope, long fromMs, long toMs) {
        return read(sql -> new RunReads(sql).skipped(scope, fromMs, toMs));
    }

    @Override
    public List<Order> orders(long nowMs) {
        return read(sql -> new RunReads(sql).orders(nowMs));
    }

    @Override
    public List<Delivery> deliveries(int limit) {
        return read(sql -> new RunReads(sql).deliveries(limit));
    }

    @Override
    public Optional<NodeFacts> node(Scope scope, String label) {
        return read(sql -> {
            int id = RunReads.scope(sql, scope);
            Series found = null;
            for (Series series : new SeriesTable(sql, id).all()) {
                found = series.label().equals(label) ? series : found;
            }
            if (found == null) {
                return Optional.empty();
            }
            List<Fact> facts = new ArrayList<>();
            if (found.lasts()) {
                for (Seat seat : MatrixReads.seats(sql, id)) {
                    if (seat.label().equals(label)) {
                        seat.facts().forEach((name, value) -> facts.add(new Fact(name, value)));
                    }
                }
            }
            String agent = found.agentId().isEmpty() ? null : found.agentId();
            return Optional.of(new NodeFacts(label, agent, found.sinceMs(), facts));
        });
    }
}
