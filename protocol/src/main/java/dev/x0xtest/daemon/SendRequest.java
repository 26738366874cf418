package dev.x0xtest.daemon;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /direct/send}. A null field is left out; the daemon's default then applies (durable, raw path
 * preferred).
 *
 * @param rawAckMs ms that the raw path waits for the transport's acknowledgement; the daemon clamps it to 100..30000
 * @param requireAckMs ms for a liveness probe after the send, clamped likewise
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
        @Nullable Integer requireAckMs) {

    /**
     * A command or a result over this route.
     *
     * @param rawAckMs of the raw route
     */
    public static SendRequest control(Plane route, AgentId to, byte[] payload, int rawAckMs) {
        return switch (route) {
            case RAW -> raw(to, payload, rawAckMs);
            case GOSSIP -> gossip(to, payload);
            case DURABLE -> durable(to, payload);
        };
    }

    /**
     * A hop on this plane. Durable is the daemon's default: nothing but the recipient and the bytes.
     *
     * @param rawAckMs of plane raw, usually {@link Plane#RAW_ACK_MS}
     */
    public static SendRequest hop(Plane plane, AgentId to, byte[] payload, int rawAckMs) {
        return switch (plane) {
            case RAW -> raw(to, payload, rawAckMs);
            case GOSSIP -> gossip(to, payload);
            case DURABLE -> new SendRequest(to, payload, null, null, null, null, null, null);
        };
    }

    /** By the direct QUIC connection with its acknowledgement, without a fallback. */
    public static SendRequest raw(AgentId to, byte[] payload, int ackMs) {
        return new SendRequest(to, payload, true, ackMs, true, null, false, null);
    }

    /** By signed gossip, without an acknowledgement. */
    public static SendRequest gossip(AgentId to, byte[] payload) {
        return new SendRequest(to, payload, null, null, null, true, false, null);
    }

    /** With the durable application acknowledgement of the recipient; may take the daemon 27 s. */
    public static SendRequest durable(AgentId to, byte[] payload) {
        return new SendRequest(to, payload, null, null, null, null, true, null);
    }

    /** The same with a liveness probe after the send; null: without one. */
    public SendRequest probing(@Nullable Integer ackMs) {
        return new SendRequest(to, payload, preferRaw, rawAckMs, stopFallback, requireGossip, durable, ackMs);
    }
}
