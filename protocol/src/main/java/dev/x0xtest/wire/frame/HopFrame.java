package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.Hex;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code x0xtest|hop|<request_id>|<digest>|<anchor>|<payload>}: the test message that one runner sends to another.
 *
 * @param digest on the plan path a MAC over id and payload; on the per-pair path upstream's digest marker, which proves
 *     nothing about the payload
 * @param anchor agent id that wants the receipt, or empty; not validated, see {@link #anchorId()}
 * @param payload any bytes, '|' included
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record HopFrame(String requestId, String digest, String anchor, byte[] payload) implements Frame {
    /**
     * Checks the fields.
     *
     * @throws IllegalArgumentException if the id is empty, or a field contains a bar or is longer than 256 bytes
     */
    public HopFrame {
        FrameText.id(requestId);
        FrameText.field("digest", digest);
        FrameText.field("anchor", anchor);
        payload = payload.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    /** The anchor; empty if it is not an agent id. */
    public Optional<AgentId> anchorId() {
        return AgentId.parse(anchor);
    }

    /** SHA-256 of the payload, in lower-case hexadecimal. */
    public String payloadSha256() {
        return Hex.sha256(payload);
    }

    @Override
    public byte[] encode() {
        String head = String.join("|", "x0xtest", FrameKind.HOP.marker(), requestId, digest, anchor, "");
        return FrameText.join(head, payload);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HopFrame that
                && requestId.equals(that.requestId)
                && digest.equals(that.digest)
                && anchor.equals(that.anchor)
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return 31 * requestId.hashCode() + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return "HopFrame[requestId=" + requestId + ", digest=" + digest + ", anchor=" + anchor + ", bytes="
                + payload.length + "]";
    }
}
