package dev.x0xtest.daemon;

import dev.x0xtest.wire.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * A direct message from {@code GET /direct/events}.
 *
 * @param receivedAtMs the receiving daemon's wall clock in ms since 1970, for display only
 * @param verified whether the daemon verified that this agent on this machine sent it
 * @param trustDecision in lower snake case; null if the daemon made none, and always null in history
 * @param history whether it was replayed from the daemon's history, which also holds this agent's own outgoing messages
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record DirectMessage(
        AgentId sender,
        String machineId,
        byte[] payload,
        long receivedAtMs,
        boolean verified,
        @Nullable String trustDecision,
        boolean history) {}
