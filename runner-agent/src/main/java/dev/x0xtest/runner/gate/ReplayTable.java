package dev.x0xtest.runner.gate;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.result.FailureKinds;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A retransmitted command is answered again, never executed again. Upstream's semantics, but each coordinator has a
 * table of its own, so that one cannot fill another's, and by whichever stream a command came it is the same command.
 * An entry lives from admission until {@code ttlNanos} after its completion; while it runs it is never evicted. Pure.
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
     * Bounds for each coordinator.
     *
     * @param bytes of stored answers
     */
    public record Limits(int entries, long bytes, long ttlNanos) {
        public static Limits standard() {
            return new Limits(4096, 16L << 20, 300_000_000_000L);
        }
    }

    /** What to do with a command. */
    public sealed interface Decision<R> {
        /** New: execute it, then {@link #complete}, or {@link #forget} it if it was not executed. */
        record Execute<R>() implements Decision<R> {}

        /** The same one is under way; its answer serves both. */
        record Coalesce<R>() implements Decision<R> {}

        /** Executed before: send this again. */
        record Resend<R>(R answer) implements Decision<R> {}

        /** Not to be executed; the text is upstream's. */
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
        /** In order of admission; completion moves an entry to the end, so completed ones stand in order of age. */
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

    /** Stores the answer; one too large for the bound is not kept and a retransmit is told so. */
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

    /** The command was refused after admission (a full queue, a stop): a retransmit may run. */
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
