package dev.x0xtest.daemon;

import dev.x0xtest.wire.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * A direct message seen on {@code /direct/events}.
 *
 * @param receivedAtMs the receiving daemon's wall clock, ms since 1970; for display
 * @param verified the daemon vouches that this agent on this machine sent it
 * @param trustDecision lower snake case; null when none was made, always null in history
 * @param history replayed from the daemon's history; contains this agent's own outgoing messages too
 */
@SuppressWarnings("ArrayRecordComponent") // bytes pass through; nobody compares these
public record DirectMessage(
        AgentId sender,
        String machineId,
        byte[] payload,
        long receivedAtMs,
        boolean verified,
        @Nullable String trustDecision,
        boolean history) {}
