package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.Hex;
import java.util.Arrays;

/**
 * {@code x0xtest|<request_id>|<digest>|<extra>}: upstream's older test message. It names no anchor.
 *
 * @param extra any bytes, '|' included
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record LegacyFrame(String requestId, String digest, byte[] extra) implements Frame {
    /**
     * Checks the fields.
     *
     * @throws IllegalArgumentException if the id is empty or a marker, or a field contains a bar or is
     *     longer than 256 bytes
     */
    public LegacyFrame {
        FrameText.id(requestId);
        FrameText.field("digest", digest);
        if (FrameKind.of(requestId).isPresent()) {
            throw new IllegalArgumentException("a legacy message named " + requestId + " would be another frame");
        }
        extra = extra.clone();
    }

    /** The request id of probes. */
    private static final String PROBE = "probe";

    /**
     * The message with which one runner probes the way to another, outside of every run. A runner that gets it neither
     * answers nor counts it.
     */
    public static LegacyFrame probe(String nonce) {
        return new LegacyFrame(PROBE, nonce, new byte[0]);
    }

    /** Whether it is such a message. */
    public boolean isProbe() {
        return requestId.equals(PROBE);
    }

    @Override
    public byte[] extra() {
        return extra.clone();
    }

    /** SHA-256 of {@code extra}, in lower-case hexadecimal. */
    public String payloadSha256() {
        return Hex.sha256(extra);
    }

    @Override
    public byte[] encode() {
        return FrameText.join(FrameText.PREFIX + requestId + "|" + digest + "|", extra);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LegacyFrame that
                && requestId.equals(that.requestId)
                && digest.equals(that.digest)
                && Arrays.equals(extra, that.extra);
    }

    @Override
    public int hashCode() {
        return 31 * requestId.hashCode() + Arrays.hashCode(extra);
    }

    @Override
    public String toString() {
        return "LegacyFrame[requestId=" + requestId + ", digest=" + digest + ", bytes=" + extra.length + "]";
    }
}
