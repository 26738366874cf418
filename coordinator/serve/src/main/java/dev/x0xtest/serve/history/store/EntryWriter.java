package dev.x0xtest.serve.history.store;

import dev.x0xtest.serve.history.database.Sql;
import dev.x0xtest.serve.history.line.EntryJson;
import dev.x0xtest.serve.history.line.ModelJson;
import dev.x0xtest.serve.history.record.Entry;
import dev.x0xtest.serve.history.record.Seat;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Keeps one entry, in a transaction that is open. An entry that is kept already changes nothing. */
final class EntryWriter {
    static final String KEPT = "kept";
    static final String BEGUN = "begun";

    private final Sql sql;

    EntryWriter(Sql sql) {
        this.sql = sql;
    }

    /** Whether it changed anything. */
    boolean keep(Entry entry) throws SQLException {
        if (entry instanceof Entry.Began began) {
            return began(began);
        } else if (entry instanceof Entry.Dropped dropped) {
            return sql.update("delete from run where run_id = ? and state = ?", dropped.runId(), BEGUN) > 0;
        } else if (entry instanceof Entry.Ended ended) {
            return ended(ended);
        } else if (entry instanceof Entry.Skipped skipped) {
            return skipped(skipped.tick());
        } else if (entry instanceof Entry.Changed changed) {
            changes(changed.incidents(), changed.deliveries());
            return true;
        } else if (entry instanceof Entry.Delivered delivered) {
            return sql.update(
                            "delete from outbox where alert_id = ? and sink = ?", delivered.alertId(), delivered.sink())
                    > 0;
        } else if (entry instanceof Entry.Postponed postponed) {
            return postponed(postponed.delivery());
        }
        return operator(entry);
    }

    private boolean operator(Entry entry) throws SQLException {
        if (entry instanceof Entry.Ordered ordered) {
            return ordered(ordered.order());
        } else if (entry instanceof Entry.Withdrawn withdrawn) {
            return sql.update(
                            "update operator_order set until_ms = ? where id = ? and until_ms > ?",
                            withdrawn.atMs(),
                            withdrawn.orderId(),
                            withdrawn.atMs())
                    > 0;
        } else if (entry instanceof Entry.Audited audited) {
            return sql.update(
                            "insert into audit (at_ms, who, action, target, reason) select ?, ?, ?, ?, ? where not exists"
                                    + " (select 1 from audit where at_ms = ? and who = ? and action = ? and target = ?)",
                            audited.atMs(),
                            audited.who(),
                            audited.action(),
                            audited.target(),
                            audited.reason(),
                            audited.atMs(),
                            audited.who(),
                            audited.action(),
                            audited.target())
                    > 0;
        }
        throw new IllegalArgumentException("no entry of a history: " + entry.getClass());
    }

    /** The number of a scope, which is made if it is new. */
    static int scope(Sql sql, Scope scope) throws SQLException {
        String network = scope.network().text();
        String plane = scope.plane().label();
        int known = (int) sql.number("select id from scope where network = ? and plane = ?", network, plane);
        return known > 0
                ? known
                : sql.id("insert into scope (network, plane) values (?, ?) returning id", network, plane);
    }

    private boolean began(Entry.Began began) throws SQLException {
        return sql.update(
                        "insert into run (run_id, scope, kind, schedule, state, started_ms, ended_ms, verdict, cells,"
                                + " proven, refuted, unobserved, messages) values (?, ?, ?, ?, ?, ?, ?, '', 0, 0, 0, 0, 0)"
                                + " on conflict (run_id) do update set state = excluded.state where run.state = '"
                                + Store.CUT
                                + "'",
                        began.runId(),
                        scope(sql, began.scope()),
                        began.kind().label(),
                        began.schedule(),
                        BEGUN,
                        began.startedMs(),
                        began.startedMs())
                > 0;
    }

    private boolean ended(Entry.Ended ended) throws SQLException {
        RunWriter run = new RunWriter(sql, scope(sql, ended.run().scope()), ended.run());
        if (!run.keep()) {
            return false;
        }
        changes(ended.incidents(), ended.deliveries());
        return true;
    }

    private boolean skipped(SkippedTick tick) throws SQLException {
        return sql.update(
                        "insert into skipped (scope, schedule, due_ms, until_ms, reason, words) values (?, ?, ?, ?, ?, ?)"
                                + " on conflict (scope, schedule, due_ms) do update set until_ms = excluded.until_ms,"
                                + " reason = excluded.reason, words = excluded.words",
                        scope(sql, tick.scope()),
                        tick.schedule(),
                        tick.dueMs(),
                        tick.untilMs(),
                        tick.reason().label(),
                        tick.text())
                > 0;
    }

    private void changes(List<Incident> incidents, List<Delivery> deliveries) throws SQLException {
        List<Object[]> changed = new ArrayList<>();
        for (Incident incident : incidents) {
            changed.add(new Object[] {
                incident.id(),
                scope(sql, incident.scope()),
                incident.state().label(),
                incident.kind(),
                incident.sinceMs(),
                incident.atMs(),
                ModelJson.incident(incident).toString()
            });
        }
        sql.batch(
                "insert into incident (id, scope, state, kind, since_ms, at_ms, document) values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (id) do update set state = excluded.state, kind = excluded.kind,"
                        + " since_ms = excluded.since_ms, at_ms = excluded.at_ms, document = excluded.document",
                changed);
        List<Object[]> waiting = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            waiting.add(new Object[] {
                delivery.alert().id(),
                delivery.sink(),
                delivery.nextMs(),
                ModelJson.delivery(delivery).toString()
            });
        }
        sql.batch(
                "insert into outbox (alert_id, sink, next_ms, document) values (?, ?, ?, ?)"
                        + " on conflict (alert_id, sink) do nothing",
                waiting);
    }

    private boolean postponed(Delivery delivery) throws SQLException {
        return sql.update(
                        "update outbox set next_ms = ?, document = ? where alert_id = ? and sink = ?",
                        delivery.nextMs(),
                        ModelJson.delivery(delivery).toString(),
                        delivery.alert().id(),
                        delivery.sink())
                > 0;
    }

    private boolean ordered(Order order) throws SQLException {
        return sql.update(
                        "insert into operator_order (id, kind, target, from_ms, until_ms, reason, ordered_by)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing",
                        order.id(),
                        order.kind().label(),
                        order.target(),
                        order.fromMs(),
                        order.untilMs(),
                        order.reason(),
                        order.by())
                > 0;
    }

    /** The nodes of a roster as they are kept. */
    static byte[] nodes(List<Seat> seats) {
        return EntryJson.seats(seats).getBytes(StandardCharsets.UTF_8);
    }
}
