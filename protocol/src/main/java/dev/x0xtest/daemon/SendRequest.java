package dev.x0xtest.daemon;

import dev.x0xtest.wire.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /direct/send}; a null is left out, so that the daemon's default applies (durable, raw
 * preferred).
 *
 * @param rawAckMs how long the raw path waits for the transport's receipt; clamped by the daemon to 100..30000
 * @param requireAckMs a liveness probe after the send, likewise clamped
 * @param logicalId idempotency key of a durable send, 1..128 of {@code [a-z0-9._:-]}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes pass through; nobody compares these
public record SendRequest(
        AgentId to,
        byte[] payload,
        @Nullable Boolean preferRaw,
        @Nullable Integer rawAckMs,
        @Nullable Boolean stopFallback,
        @Nullable Boolean requireGossip,
        @Nullable Boolean durable,
        @Nullable Integer requireAckMs,
        @Nullable String logicalId) {

    /** Over the direct QUIC connection with its receipt, or not at all. */
    public static SendRequest raw(AgentId to, byte[] payload, int ackMs) {
        return new SendRequest(to, payload, true, ackMs, true, null, false, null, null);
    }

    /** By signed gossip, without a receipt. */
    public static SendRequest gossip(AgentId to, byte[] payload) {
        return new SendRequest(to, payload, null, null, null, true, false, null, null);
    }

    /** With the recipient's application receipt; may take the daemon 27 s. */
    public static SendRequest durable(AgentId to, byte[] payload) {
        return new SendRequest(to, payload, null, null, null, null, true, null, null);
    }
}
