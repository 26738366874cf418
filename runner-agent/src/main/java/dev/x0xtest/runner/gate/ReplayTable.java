package dev.x0xtest.runner.gate;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.result.FailureKinds;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes commands idempotent: a retransmit gets the stored answer again and is never executed again. The rules are
 * upstream's, with one table per coordinator, so that one coordinator cannot fill the table of another. Both streams
 * share the tables. An entry lives from admission until {@code ttlNanos} after its completion and is never evicted
 * before completion. Pure.
 *
 * @param <R> a stored answer
 */
public final class ReplayTable<R> {
    private final Limits limits;
    private final Map<AgentId, Table<R>> tables = new LinkedHashMap<>();

    public ReplayTable(Limits limits) {
        this.limits = limits;
    }

    /**
     * Bounds per coordinator.
     *
     * @param bytes total size of the stored answers
     * @param ttlNanos lifetime of an entry after its completion, in ns
     */
    public record Limits(int entries, long bytes, long ttlNanos) {
        public static Limits standard() {
            return new Limits(4096, 16L << 20, 300_000_000_000L);
        }
    }

    /** What to do with an arriving command. */
    public sealed interface Decision<R> {
        /** A new command: execute it, then call {@link #complete}, or {@link #forget} if it was not executed. */
        record Execute<R>() implements Decision<R> {}

        /** The same command is in progress; its answer serves both. */
        record Coalesce<R>() implements Decision<R> {}

        /** The command was executed: send this answer again. */
        record Resend<R>(R answer) implements Decision<R> {}

        /** Do not execute it; the message is upstream's. */
        record Refuse<R>(String kind, String message) implements Decision<R> {}
    }

    private static final class Entry<R> {
        private final String hash;
        private boolean completed;
        private long completedNanos;
        private long bytes;
        private @Nullable R answer;

        Entry(String hash) {
            this.hash = hash;
        }
    }

    private static final class Table<R> {
        /** In order of admission. Completion moves an entry to the end, so completed entries are in order of age. */
        private final Map<String, Entry<R>> entries = new LinkedHashMap<>();

        private long bytes;
    }

    public Decision<R> admit(AgentId coordinator, String requestId, String hash, long nowNanos) {
        Table<R> table = tables.computeIfAbsent(coordinator, unused -> new Table<>());
        expire(table, nowNanos);
        Entry<R> known = table.entries.get(requestId);
        if (known != null) {
            return again(known, hash);
        }
        if (table.entries.size() >= limits.entries() && !evictOldestCompleted(table)) {
            return new Decision.Refuse<>(FailureKinds.BUSY, "runner replay cache is full with protected commands");
        }
        table.entries.put(requestId, new Entry<>(hash));
        return new Decision.Execute<>();
    }

    private Decision<R> again(Entry<R> known, String hash) {
        if (!known.hash.equals(hash)) {
            return new Decision.Refuse<>(FailureKinds.CONFLICT, "request_id reused with different command");
        }
        if (!known.completed) {
            return new Decision.Coalesce<>();
        }
        R answer = known.answer;
        return answer == null
                ? new Decision.Refuse<>(FailureKinds.UNAVAILABLE, "completed command result exceeds replay cache bound")
                : new Decision.Resend<>(answer);
    }

    /**
     * Stores the answer. An answer beyond the bound is not stored; a retransmit is then refused as {@code unavailable}.
     */
    public void complete(AgentId coordinator, String requestId, R answer, long bytes, long nowNanos) {
        Table<R> table = tables.get(coordinator);
        Entry<R> entry = table == null ? null : table.entries.get(requestId);
        if (table == null || entry == null || entry.completed) {
            return;
        }
        table.entries.remove(requestId);
        table.entries.put(requestId, entry);
        entry.completed = true;
        entry.completedNanos = nowNanos;
        if (bytes <= limits.bytes()) {
            makeRoom(table, bytes);
            entry.answer = answer;
            entry.bytes = bytes;
            table.bytes += bytes;
        }
    }

    /** Removes an admitted command that was not executed (full queue, shutdown); a retransmit may execute it. */
    public void forget(AgentId coordinator, String requestId) {
        Table<R> table = tables.get(coordinator);
        if (table != null) {
            Entry<R> entry = table.entries.remove(requestId);
            table.bytes -= entry == null ? 0 : entry.bytes;
        }
    }

    private void expire(Table<R> table, long nowNanos) {
        Iterator<Entry<R>> all = table.entries.values().iterator();
        while (all.hasNext()) {
            Entry<R> entry = all.next();
            if (entry.completed && nowNanos - entry.completedNanos >= limits.ttlNanos()) {
                table.bytes -= entry.bytes;
                all.remove();
            } else if (entry.completed) {
                return;
            }
        }
    }

    private void makeRoom(Table<R> table, long bytes) {
        Iterator<Entry<R>> all = table.entries.values().iterator();
        while (table.bytes + bytes > limits.bytes() && all.hasNext()) {
            Entry<R> entry = all.next();
            if (entry.answer != null) {
                table.bytes -= entry.bytes;
                all.remove();
            }
        }
    }

    private static <R> boolean evictOldestCompleted(Table<R> table) {
        Iterator<Entry<R>> all = table.entries.values().iterator();
        while (all.hasNext()) {
            Entry<R> entry = all.next();
            if (entry.completed) {
                table.bytes -= entry.bytes;
                all.remove();
                return true;
            }
        }
        return false;
    }
}
