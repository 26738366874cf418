package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultDetails;
import dev.x0xtest.wire.result.ResultKinds;
import org.jspecify.annotations.Nullable;

/** Builds the {@code received_dm} result by which a receiver confirms a hop or a legacy message. */
public final class Receipts {
    static final String VIA_HOP = "hop_dm";
    static final String VIA_LEGACY = "legacy_dm";

    private Receipts() {}

    /**
     * The receiving node.
     *
     * @param tsMs wall clock in ms since 1970, for display only
     */
    public record Receiver(NodeLabel node, AgentId agentId, String machineId, long tsMs) {}

    /**
     * How the message arrived.
     *
     * @param sender agent id from the daemon's frame
     * @param verified whether the daemon verified the sender
     * @param dmBytes bytes of the whole direct message
     * @param ageMs monotonic ms since the first sighting of this id
     * @param duplicate number of this sighting among those of the id, from 1
     */
    public record Arrival(
            AgentId sender,
            String machineId,
            boolean verified,
            @Nullable String trustDecision,
            int dmBytes,
            long ageMs,
            int duplicate) {}

    /** The receipt of a hop, for the anchor that the hop names. */
    public static Result of(HopFrame hop, Arrival arrival, Receiver receiver) {
        ResultDetails.Receipt details = details(arrival, VIA_HOP, hop.payloadSha256(), hop.payload().length);
        return receipt(hop.requestId(), hop.digest(), details, receiver);
    }

    /** The receipt of a legacy message. The frame names no anchor, so the caller decides where it goes. */
    public static Result of(LegacyFrame legacy, Arrival arrival, Receiver receiver) {
        ResultDetails.Receipt details = details(arrival, VIA_LEGACY, legacy.payloadSha256(), legacy.extra().length);
        return receipt(legacy.requestId(), legacy.digest(), details, receiver);
    }

    private static ResultDetails.Receipt details(Arrival arrival, String via, String sha256, int payloadBytes) {
        return new ResultDetails.Receipt(
                arrival.sender().hex(),
                arrival.machineId(),
                arrival.verified(),
                arrival.trustDecision(),
                arrival.dmBytes(),
                via,
                sha256,
                payloadBytes,
                arrival.ageMs(),
                arrival.duplicate());
    }

    private static Result receipt(String requestId, String digest, ResultDetails.Receipt details, Receiver receiver) {
        return new Result(
                ResultKinds.RECEIVED_DM,
                null,
                requestId,
                Outcome.ok(),
                digest.isEmpty() ? null : digest,
                ResultDetails.RECEIPT.encode(details),
                receiver.node().text(),
                receiver.agentId().hex(),
                receiver.machineId(),
                receiver.tsMs());
    }
}
