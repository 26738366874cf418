package dev.x0xtest.minimesh.node.direct;

import dev.x0xtest.minimesh.identity.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A {@code POST /direct/send} whose shape is right.
 *
 * @param rawAckMs how long to wait for the raw acknowledgement, 100 to 30000; null for the daemon's own 8 s
 * @param requireAckMs whether to ping the peer afterwards, and for how long
 */
public record SendRequest(
        String recipientAgentId,
        Bytes payload,
        boolean preferRaw,
        @Nullable Long rawAckMs,
        boolean stopFallback,
        boolean requireGossip,
        @Nullable Long requireAckMs,
        boolean durable,
        @Nullable String logicalId) {}
