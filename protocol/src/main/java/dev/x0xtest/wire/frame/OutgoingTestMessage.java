package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.SendDm;
import java.util.Optional;

/**
 * The frame that a runner sends for {@code send_dm}: a hop or a legacy test message. Commands and results are refused,
 * because the runner beside the anchor sends with the coordinator's own agent id.
 */
public record OutgoingTestMessage(Frame frame) {
    public OutgoingTestMessage {
        if (!(frame instanceof HopFrame || frame instanceof LegacyFrame)) {
            throw new IllegalArgumentException("a test message is a hop or a legacy message");
        }
    }

    /**
     * Builds the message as upstream does: a payload that already is an {@code x0xtest|} test message is sent
     * unchanged, any other payload is wrapped as a hop that names the anchor.
     *
     * @param requestId id of the hop
     * @param anchor agent that gets the receipt; empty for no receipt
     * @throws WireException BAD_BASE64, TOO_LARGE, or BAD_VALUE for a command or a result
     */
    public static OutgoingTestMessage of(SendDm.Params params, String requestId, Optional<AgentId> anchor)
            throws WireException {
        byte[] payload = FrameText.base64(params.payloadB64());
        if (FrameText.startsLikeFrame(payload)) {
            return verbatim(payload);
        }
        String digest = params.digestMarker().isEmpty() ? requestId : params.digestMarker();
        String receiver = anchor.map(AgentId::hex).orElse("");
        return new OutgoingTestMessage(Frames.checked(() -> new HopFrame(requestId, digest, receiver, payload)));
    }

    private static OutgoingTestMessage verbatim(byte[] payload) throws WireException {
        if (isDisguised(payload)) {
            throw WireException.badValue("the payload is a command or a result, which is never sent for a command");
        }
        Frame frame = Frames.decode(payload).orElseThrow();
        return new OutgoingTestMessage(frame);
    }

    private static boolean isDisguised(byte[] payload) throws WireException {
        String marker = new FrameText.Cursor(payload, FrameText.PREFIX.length()).text("request_id");
        return FrameKind.of(marker).filter(kind -> kind != FrameKind.HOP).isPresent();
    }

    /** The payload of the direct message. */
    public byte[] bytes() {
        return frame.encode();
    }
}
