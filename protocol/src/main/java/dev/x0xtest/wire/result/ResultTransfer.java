package dev.x0xtest.wire.result;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Hex;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The chunks received so far for one transfer. */
final class ResultTransfer {
    private final AwaitedRequest request;
    private final ResultChunk first;
    private final SortedMap<Integer, byte[]> parts = new TreeMap<>();
    private int bytes;

    ResultTransfer(AwaitedRequest request, ResultChunk first) {
        this.request = request;
        this.first = first;
    }

    AwaitedRequest request() {
        return request;
    }

    /** Bytes held. */
    int bytes() {
        return bytes;
    }

    boolean complete() {
        return parts.size() == first.count();
    }

    /** The reason to refuse this chunk; empty if it may be accepted. */
    Optional<ResultReassembler.ChunkDrop> refusal(AwaitedRequest awaited, ResultChunk chunk) {
        if (!sameTransfer(awaited, chunk)) {
            return Optional.of(ResultReassembler.ChunkDrop.CONTRADICTION);
        }
        byte[] prior = parts.get(chunk.index());
        if (prior != null) {
            boolean same = Arrays.equals(prior, chunk.data());
            return Optional.of(
                    same ? ResultReassembler.ChunkDrop.DUPLICATE : ResultReassembler.ChunkDrop.DIFFERENT_BYTES);
        }
        return bytes + chunk.size() > first.total()
                ? Optional.of(ResultReassembler.ChunkDrop.OVER_TOTAL)
                : Optional.empty();
    }

    private boolean sameTransfer(AwaitedRequest awaited, ResultChunk chunk) {
        return request == awaited
                && first.count() == chunk.count()
                && first.total() == chunk.total()
                && first.sha256().equals(chunk.sha256());
    }

    void take(ResultChunk chunk) {
        parts.put(chunk.index(), chunk.data());
        bytes += chunk.size();
    }

    /** The whole result's JSON; empty unless length and digest are as announced. */
    Optional<byte[]> payload() {
        ByteBuffer whole = ByteBuffer.allocate(bytes);
        parts.values().forEach(whole::put);
        byte[] payload = whole.array();
        boolean intact = bytes == first.total() && Hex.sha256(payload).equals(first.sha256());
        return intact ? Optional.of(payload) : Optional.empty();
    }

    /** A request whose result may come in chunks. */
    static final class AwaitedRequest {
        private final String id;
        private final Set<AgentId> senders;
        private final long deadlineNanos;

        AwaitedRequest(String id, Set<AgentId> senders, long deadlineNanos) {
            this.id = id;
            this.senders = senders;
            this.deadlineNanos = deadlineNanos;
        }

        String id() {
            return id;
        }

        Set<AgentId> senders() {
            return senders;
        }

        long deadlineNanos() {
            return deadlineNanos;
        }

        boolean expired(long nowNanos) {
            return deadlineNanos - nowNanos <= 0;
        }
    }
}
