package dev.x0xtest.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Placeholder of the signatures. */
public final class ResultReassembler {
    public ResultReassembler() {
        this(WireLimits.REQUESTS);
    }

    public ResultReassembler(int requestCapacity) {}

    /** Awaits the chunks of one request, from these senders, until the deadline. */
    public boolean register(String requestId, Set<AgentId> senders, long deadlineNanos, long nowNanos) {
        return false;
    }

    /** The same with a deadline that {@link #arm} will move once. */
    public boolean registerPending(String requestId, Set<AgentId> senders, long deadlineNanos, long nowNanos) {
        return false;
    }

    /** Sets the deadline of a pending request. */
    public boolean arm(String requestId, long deadlineNanos) {
        return false;
    }

    /** Forgets a request and what arrived for it. */
    public void deregister(String requestId) {}

    /** Takes one chunk from the verified sender of its frame. */
    public Optional<Result> accept(AgentId sender, ResultChunk chunk, long nowNanos) {
        return Optional.empty();
    }

    /** How many chunks were dropped, by reason. */
    public Map<String, Long> drops() {
        return new HashMap<>();
    }
}
