package dev.x0xtest.wire.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/** The action {@code send_dm}: make one runner send one test message. */
public final class SendDm {
    private SendDm() {}

    /**
     * Of {@code send_result}. Upstream sends the fields up to {@code httpStatus}, and of a failure only the last four of
     * them; the rest is ours.
     *
     * @param path the way the daemon says the message took
     * @param retriesUsed by the daemon
     * @param remoteRequestId the daemon's own id of the send
     * @param wallClockMs how long the daemon took over the last attempt; upstream's may be that of all attempts
     * @param runnerAttempts calls of {@code POST /direct/send}
     * @param code the daemon's error code
     * @param detail the daemon's sentence
     * @param budgetStage where the daemon's time budget ran out
     * @param observedAckIngress the way by which the acknowledgement came
     * @param answer the daemon's whole body, if it has at most 4 KiB
     */
    public record Details(
            @Nullable String path,
            @OrElse("0") int retriesUsed,
            @Nullable String remoteRequestId,
            @OrElse("0") long wallClockMs,
            @OrElse("") String recipientAid,
            @OrElse("0") int runnerAttempts,
            @Nullable Integer httpStatus,
            @Nullable String code,
            @Nullable String detail,
            @Nullable String budgetStage,
            @Nullable String observedAckIngress,
            @Nullable ObjectNode answer) {}

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
    public record Params(
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
}
