package dev.x0xtest.daemon;

import dev.x0xtest.wire.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /direct/send}. A null field is left out; the daemon's default then applies (durable, raw path
 * preferred).
 *
 * @param rawAckMs ms that the raw path waits for the transport's acknowledgement; the daemon clamps it to 100..30000
 * @param requireAckMs ms for a liveness probe after the send, clamped likewise
 * @param logicalId idempotency key of a durable send, 1..128 characters of {@code [a-z0-9._:-]}
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
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

    /** By the direct QUIC connection with its acknowledgement, without a fallback. */
    public static SendRequest raw(AgentId to, byte[] payload, int ackMs) {
        return new SendRequest(to, payload, true, ackMs, true, null, false, null, null);
    }

    /** By signed gossip, without an acknowledgement. */
    public static SendRequest gossip(AgentId to, byte[] payload) {
        return new SendRequest(to, payload, null, null, null, true, false, null, null);
    }

    /** With the durable application acknowledgement of the recipient; may take the daemon 27 s. */
    public static SendRequest durable(AgentId to, byte[] payload) {
        return new SendRequest(to, payload, null, null, null, null, true, null, null);
    }
}
