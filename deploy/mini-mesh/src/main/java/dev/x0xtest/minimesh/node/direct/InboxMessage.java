package dev.x0xtest.minimesh.node.direct;

import dev.x0xtest.minimesh.identity.Bytes;

/**
 * A direct message as {@code /direct/events} shows it.
 *
 * @param receivedAtMs milliseconds since the epoch, by the receiver's clock
 */
public record InboxMessage(
        String senderAgentId,
        String machineId,
        Bytes payload,
        long receivedAtMs,
        boolean verified,
        String trustDecision) {}
