package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Result;
import java.util.List;
import java.util.function.Supplier;

/** Decides how a result travels: in one frame, in chunks if that was agreed, or not at all. */
public final class ResultWire {
    private ResultWire() {}

    /** The decision. */
    public sealed interface Encoded {}

    /** One {@code res} frame. */
    @SuppressWarnings("ArrayRecordComponent") // handed straight to a send
    public record Single(byte[] frame) implements Encoded {}

    /** All {@code res2} frames of one transfer; each must arrive, in any order. */
    public record Chunked(List<byte[]> frames) implements Encoded {}

    /**
     * Fits no DM: the sender reports {@link FailureKinds#TOO_LARGE} instead.
     *
     * @param bytes of the result's JSON
     */
    public record TooLarge(int bytes) implements Encoded {}

    /**
     * One frame whenever it fits, even where chunks were agreed.
     *
     * @param chunksNegotiated {@link Command#resultChunksV2()} of the command that is answered
     * @param transferId asked at most once; must be new for every attempt to deliver
     */
    public static Encoded encode(Result result, boolean chunksNegotiated, Supplier<String> transferId) {
        byte[] json = result.toJson();
        byte[] frame = FrameText.wrap(FrameText.RESULT, json);
        if (frame.length <= WireLimits.RESULT_FRAME_BYTES) {
            return new Single(frame);
        }
        String requestId = result.requestId();
        if (!chunksNegotiated || requestId == null || requestId.isEmpty()) {
            return new TooLarge(json.length);
        }
        try {
            return new Chunked(ResultChunker.frames(requestId, transferId.get(), json));
        } catch (WireException e) {
            return new TooLarge(json.length);
        }
    }
}
