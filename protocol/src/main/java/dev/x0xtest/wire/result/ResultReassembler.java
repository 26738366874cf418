package dev.x0xtest.wire.result;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reassembles results from {@code res2} chunks that arrive in any order, within upstream's bounds. Not thread-safe: its
 * caller confines it to one thread. All times are readings of one monotonic clock of the caller, in ns.
 *
 * <p>Any agent can send chunks. A chunk is accepted only for a registered request, from a sender registered for it, and
 * before its deadline. {@link #drops()} counts what was not accepted.
 */
public final class ResultReassembler {
    private record TransferKey(AgentId sender, String transferId) {}

    private final int requestCapacity;
    private final long bufferCapacityBytes;
    private final Map<String, ResultTransfer.AwaitedRequest> requests = new LinkedHashMap<>();
    private final Map<TransferKey, ResultTransfer> transfers = new HashMap<>();
    private final Map<TransferKey, Long> completed = new HashMap<>();
    private final Map<ChunkDrop, Long> drops = new EnumMap<>(ChunkDrop.class);
    private long bufferedBytes;
    private Optional<Long> nextExpiryNanos = Optional.empty();

    /** Uses upstream's capacity of 256 requests. */
    public ResultReassembler() {
        this(WireLimits.REQUESTS);
    }

    /**
     * For larger runs.
     *
     * @param requestCapacity requests awaited at once, one for each cell in flight
     */
    public ResultReassembler(int requestCapacity) {
        this(requestCapacity, WireLimits.BUFFERED_BYTES);
    }

    ResultReassembler(int requestCapacity, long bufferCapacityBytes) {
        if (requestCapacity < 1) {
            throw new IllegalArgumentException("capacity of " + requestCapacity + " requests");
        }
        this.requestCapacity = requestCapacity;
        this.bufferCapacityBytes = bufferCapacityBytes;
    }

    /**
     * Awaits a result until the deadline. A request that is registered already keeps its deadline. If the table is
     * full, the request with the earliest deadline is evicted with its chunks.
     *
     * @param senders 1 to 8 agents; each of them may answer
     * @return false if the id is empty or longer than 256 bytes, if there are no senders or more than 8, or if the
     *     request was     registered with other senders
     */
    public boolean register(String requestId, Set<AgentId> senders, long deadlineNanos, long nowNanos) {
        expire(nowNanos);
        if (!acceptable(requestId) || senders.isEmpty() || senders.size() > WireLimits.SENDERS_PER_REQUEST) {
            return false;
        }
        ResultTransfer.AwaitedRequest existing = requests.get(requestId);
        if (existing != null) {
            return existing.senders().equals(senders);
        }
        if (requests.size() >= requestCapacity) {
            evictEarliest();
        }
        requests.put(requestId, new ResultTransfer.AwaitedRequest(requestId, Set.copyOf(senders), deadlineNanos));
        expiresAt(deadlineNanos);
        return true;
    }

    /** Removes a request and its chunks. An unknown id is ignored. */
    public void deregister(String requestId) {
        ResultTransfer.AwaitedRequest request = requests.remove(requestId);
        if (request != null) {
            dropTransfersOf(request);
        }
    }

    /**
     * Accepts one chunk.
     *
     * @param sender agent id from the daemon's frame; the caller has checked that it is verified
     * @return the result, if this chunk completes it
     */
    public Optional<Result> accept(AgentId sender, ResultChunk chunk, long nowNanos) {
        expire(nowNanos);
        ResultTransfer.AwaitedRequest request = requests.get(chunk.requestId());
        if (request == null) {
            return dropped(ChunkDrop.UNKNOWN_REQUEST);
        }
        if (!request.senders().contains(sender)) {
            return dropped(ChunkDrop.FOREIGN_SENDER);
        }
        TransferKey key = new TransferKey(sender, chunk.transferId());
        if (completed.containsKey(key)) {
            return dropped(ChunkDrop.ALREADY_COMPLETE);
        }
        ResultTransfer transfer = transfers.get(key);
        if (transfer == null) {
            if (transfers.size() >= WireLimits.OPEN_TRANSFERS) {
                return dropped(ChunkDrop.TOO_MANY_TRANSFERS);
            }
            transfer = new ResultTransfer(request, chunk);
            transfers.put(key, transfer);
        }
        return add(key, transfer, request, chunk);
    }

    private Optional<Result> add(
            TransferKey key, ResultTransfer transfer, ResultTransfer.AwaitedRequest request, ResultChunk chunk) {
        Optional<ChunkDrop> refusal = transfer.refusal(request, chunk);
        if (refusal.isEmpty() && bufferedBytes + chunk.size() > bufferCapacityBytes) {
            refusal = Optional.of(ChunkDrop.OVER_BUFFER);
        }
        if (refusal.isPresent()) {
            if (refusal.get() != ChunkDrop.DUPLICATE) {
                drop(key);
            }
            return dropped(refusal.get());
        }
        transfer.take(chunk);
        bufferedBytes += chunk.size();
        return transfer.complete() ? finish(key, transfer, request) : Optional.empty();
    }

    private Optional<Result> finish(TransferKey key, ResultTransfer transfer, ResultTransfer.AwaitedRequest request) {
        drop(key);
        Optional<byte[]> payload = transfer.payload();
        if (payload.isEmpty()) {
            return dropped(ChunkDrop.NOT_INTACT);
        }
        try {
            Result result = Result.parse(payload.get());
            if (!request.id().equals(result.requestId())) {
                return dropped(ChunkDrop.BAD_RESULT);
            }
            remember(key, request.deadlineNanos());
            return Optional.of(result);
        } catch (WireException e) {
            return dropped(ChunkDrop.BAD_RESULT);
        }
    }

    private void remember(TransferKey key, long deadlineNanos) {
        completed.put(key, deadlineNanos);
        if (completed.size() > WireLimits.TOMBSTONES) {
            completed.entrySet().stream()
                    .min(Map.Entry.comparingByValue(ResultReassembler::compareNanos))
                    .ifPresent(oldest -> completed.remove(oldest.getKey()));
        }
    }

    /**
     * Number of chunks, transfers and requests given up, by {@code ChunkDrop}; reasons that never occurred are left
     * out.
     */
    public Map<String, Long> drops() {
        Map<String, Long> counts = new TreeMap<>();
        drops.forEach((reason, count) -> counts.put(reason.label(), count));
        return counts;
    }

    /** Requests awaited now. */
    public int awaited() {
        return requests.size();
    }

    /** Chunk bytes held now. */
    public long bufferedBytes() {
        return bufferedBytes;
    }

    private Optional<Result> dropped(ChunkDrop reason) {
        drops.merge(reason, 1L, Long::sum);
        return Optional.empty();
    }

    private void evictEarliest() {
        requests.values().stream()
                .min(Comparator.comparing(
                        ResultTransfer.AwaitedRequest::deadlineNanos, ResultReassembler::compareNanos))
                .ifPresent(earliest -> deregister(earliest.id()));
        drops.merge(ChunkDrop.EVICTED_REQUEST, 1L, Long::sum);
    }

    private void dropTransfersOf(ResultTransfer.AwaitedRequest request) {
        for (Iterator<ResultTransfer> open = transfers.values().iterator(); open.hasNext(); ) {
            ResultTransfer transfer = open.next();
            if (transfer.request() == request) {
                bufferedBytes -= transfer.bytes();
                open.remove();
            }
        }
    }

    private void drop(TransferKey key) {
        ResultTransfer transfer = transfers.remove(key);
        if (transfer != null) {
            bufferedBytes -= transfer.bytes();
        }
    }

    private void expiresAt(long deadlineNanos) {
        if (nextExpiryNanos.isEmpty() || compareNanos(deadlineNanos, nextExpiryNanos.get()) < 0) {
            nextExpiryNanos = Optional.of(deadlineNanos);
        }
    }

    /**
     * Scans the tables only when something can have expired, so that a chunk does not cost a pass over all requests.
     */
    private void expire(long nowNanos) {
        if (nextExpiryNanos.isEmpty() || compareNanos(nowNanos, nextExpiryNanos.get()) < 0) {
            return;
        }
        requests.values().removeIf(request -> {
            boolean expired = request.expired(nowNanos);
            if (expired) {
                dropTransfersOf(request);
            }
            return expired;
        });
        completed.values().removeIf(deadline -> compareNanos(nowNanos, deadline) >= 0);
        nextExpiryNanos = Optional.empty();
        requests.values().forEach(request -> expiresAt(request.deadlineNanos()));
        completed.values().forEach(this::expiresAt);
    }

    private static boolean acceptable(String requestId) {
        return !requestId.isEmpty() && FrameText.utf8Length(requestId) <= WireLimits.IDENTIFIER_BYTES;
    }

    /** Compares two readings of one monotonic clock; the difference survives an overflow. */
    private static int compareNanos(long left, long right) {
        return Long.compare(left - right, 0);
    }

    /** Why the reassembler gave up a chunk, a transfer or a request. */
    enum ChunkDrop {
        /** The request is not registered, or its deadline has passed. */
        UNKNOWN_REQUEST,
        /** The request is registered for other senders. */
        FOREIGN_SENDER,
        /** The transfer was completed before. */
        ALREADY_COMPLETE,
        /** The maximum number of transfers is open. */
        TOO_MANY_TRANSFERS,
        /** Request, count, total or digest differ from those in the transfer's first chunk. */
        CONTRADICTION,
        /** The same chunk arrived again. */
        DUPLICATE,
        /** The same index arrived with other bytes. */
        DIFFERENT_BYTES,
        /** The chunks have more bytes than announced. */
        OVER_TOTAL,
        /** All transfers together would hold more bytes than allowed. */
        OVER_BUFFER,
        /** All chunks are there, but length or digest is not the announced one. */
        NOT_INTACT,
        /** The bytes are intact, but are not a result, or are the result of another request. */
        BAD_RESULT,
        /** A request was evicted for a newer one. */
        EVICTED_REQUEST;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
