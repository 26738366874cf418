package dev.x0xtest.wire.action;

import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/**
 * Of {@code send_dm}: make one runner send one test message. The fields from {@code requireAckMs} to {@code
 * requireGossip} go to {@code POST /direct/send} of the runner's daemon.
 *
 * @param payloadB64 standard base64; wrapped as a hop unless it is a hop or legacy message already
 * @param digestMarker echoed in send result and receipt; empty: the request id takes its place in the hop
 * @param requireAckMs in ms
 * @param rawQuicReceiveAckMs in ms
 * @param plane ours: {@code raw}, {@code gossip} or {@code durable}; an upstream runner ignores it
 * @param attempts ours: how often the runner may try; an upstream runner ignores it and tries three times
 */
public record SendDmParams(
        String recipientAid,
        @OrElse("") String payloadB64,
        @OrElse("") String digestMarker,
        @Nullable Integer requireAckMs,
        boolean preferRawQuicIfConnected,
        @Nullable Integer rawQuicReceiveAckMs,
        boolean stopFallbackOnRawError,
        boolean requireGossip,
        @Nullable String plane,
        @Nullable Integer attempts) {}
