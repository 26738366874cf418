package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.Hex;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code x0xtest|hop|<request_id>|<digest>|<anchor>|<payload>}: the test message itself, runner to runner.
 *
 * @param digest upstream's marker; it proves nothing about the payload
 * @param anchor the agent id that wants the receipt, or empty; not checked here, see {@link #anchorId()}
 * @param payload any bytes, bars included
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

    /** The anchor, if it is an agent id. */
    public Optional<AgentId> anchorId() {
        return AgentId.parse(anchor);
    }

    /** SHA-256 of the payload, in lower-case hexadecimal. */
    public String payloadSha256() {
        return Hex.sha256(payload);
    }

    @Override
    public byte[] encode() {
        String head = String.join("|", "x0xtest", FrameText.HOP, requestId, digest, anchor, "");
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
