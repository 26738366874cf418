package dev.x0xtest.minimesh.node.memory;

import dev.x0xtest.minimesh.identity.Bytes;

/**
 * A stored direct message.
 *
 * @param id ascending
 * @param messageId 64 hexadecimal characters
 * @param peerAgentId the other party: the row's scope is {@code dm:<peer>}
 * @param seenAtMs milliseconds since the epoch
 */
public record HistoryRow(
        long id,
        String messageId,
        String peerAgentId,
        String authorAgentId,
        String authorMachineId,
        long seenAtMs,
        boolean outbound,
        Bytes payload,
        boolean signed) {}
