package dev.x0xtest.wire.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/** The action {@code send_dm}: a runner sends one test message. */
public final class SendDm {
    private SendDm() {}

    /**
     * Details of {@code send_result}. Upstream sends the fields up to {@code httpStatus}, and on failure only the last
     * four of them; the other fields are ours.
     *
     * @param path the delivery path, as the daemon reports it
     * @param retriesUsed retries of the daemon
     * @param remoteRequestId the daemon's own id of the send
     * @param wallClockMs ms that the daemon took for the last attempt; from an upstream runner perhaps for all attempts
     * @param runnerAttempts calls of {@code POST /direct/send}
     * @param code the daemon's error code
     * @param detail the daemon's error text
     * @param budgetStage stage at which the daemon's time budget ran out
     * @param observedAckIngress path on which the acknowledgement arrived
     * @param answer the daemon's whole answer, if it has at most 4 KiB
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
     * Parameters of {@code send_dm}. The fields from {@code requireAckMs} to {@code requireGossip} are passed on to
     * {@code POST /direct/send} of the runner's daemon.
     *
     * @param payloadB64 standard base64; wrapped as a hop unless it is a hop or legacy message already
     * @param digestMarker echoed in result and receipt; if empty, the hop carries the request id in its place
     * @param requireAckMs in ms
     * @param rawQuicReceiveAckMs in ms
     * @param plane {@code raw}, {@code gossip} or {@code durable}; ours, an upstream runner ignores it
     * @param attempts maximum attempts of the runner; ours, an upstream runner ignores it and tries three times
     * @param leaseMs ms from the arrival of the command, by the runner's monotonic clock, after which it starts no
     *     attempt; ours, an upstream runner ignores it. Null: no bound
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
            @Nullable Integer attempts,
            @Nullable Integer leaseMs) {}
}
