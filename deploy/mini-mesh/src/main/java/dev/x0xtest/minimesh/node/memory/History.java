package dev.x0xtest.minimesh.node.memory;

import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.Digests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The direct messages sent and received. Bounded: drops the oldest first. Survives a restart of the node, not of the
 * process. Confined to the node's event loop.
 *
 * <p>As in x0xd (history/record.rs), an inbound raw message is stored once per payload, a sent one once per request.
 */
public final class History {
    /** Most rows that one query returns, as in x0xd. */
    static final int MAX_QUERY_ROWS = 500;

    private static final int MAX_ROWS = 50_000;
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private final TreeMap<Long, Row> rows = new TreeMap<>();
    private final Set<String> messageIds = new HashSet<>();
    private long lastId;
    private long bytes;

    public void sent(String recipient, Author author, Bytes requestId, Bytes payload, long nowMs) {
        String messageId = Digests.blake3(requestId.array(), payload.array()).hex();
        add(messageId, recipient, author, payload, nowMs, true, false);
    }

    public void receivedRaw(Author author, Bytes payload, long nowMs) {
        add(Digests.blake3(payload.array()).hex(), author.agentId(), author, payload, nowMs, false, false);
    }

    public void receivedSigned(Author author, Bytes requestId, Bytes payload, long nowMs) {
        String messageId = Digests.blake3(Bytes.ofUtf8(author.agentId()).array(), requestId.array(), payload.array())
                .hex();
        add(messageId, author.agentId(), author, payload, nowMs, false, true);
    }

    private void add(
            String messageId, String peer, Author author, Bytes payload, long nowMs, boolean outbound, boolean signed) {
        if (!messageIds.add(messageId)) {
            return;
        }
        long id = ++lastId;
        rows.put(
                id,
                new Row(id, messageId, peer, author.agentId(), author.machineId(), nowMs, outbound, payload, signed));
        bytes += payload.length();
        while (rows.size() > MAX_ROWS || bytes > MAX_BYTES) {
            Row oldest = rows.pollFirstEntry().getValue();
            messageIds.remove(oldest.messageId());
            bytes -= oldest.payload().length();
        }
    }

    /** At most {@code limit} matching rows, newest first. 0 means 100; more than 500 means 500. */
    public List<Row> newest(int limit, Predicate<Row> wanted) {
        int most = Math.min(limit == 0 ? 100 : limit, MAX_QUERY_ROWS);
        var found = new ArrayList<Row>();
        Iterator<Row> newestFirst = rows.descendingMap().values().iterator();
        while (found.size() < most && newestFirst.hasNext()) {
            Row row = newestFirst.next();
            if (wanted.test(row)) {
                found.add(row);
            }
        }
        return found;
    }

    /** The agent that wrote a message, and its machine. */
    public record Author(String agentId, String machineId) {}

    /**
     * A stored direct message.
     *
     * @param id ascending
     * @param messageId 64 hexadecimal characters
     * @param peerAgentId the other party: the row's scope is {@code dm:<peer>}
     * @param seenAtMs milliseconds since the epoch
     */
    public record Row(
            long id,
            String messageId,
            String peerAgentId,
            String authorAgentId,
            String authorMachineId,
            long seenAtMs,
            boolean outbound,
            Bytes payload,
            boolean signed) {}
}
