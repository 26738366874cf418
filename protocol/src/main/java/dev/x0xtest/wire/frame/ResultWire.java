package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Result;
import java.util.List;
import java.util.function.Supplier;

/** Chooses the form of a result: one frame, chunks if the command allowed them, or neither. */
public final class ResultWire {
    private ResultWire() {}

    /** The chosen form. */
    public sealed interface Encoded {}

    /** One {@code res} frame. */
    @SuppressWarnings("ArrayRecordComponent") // passed on to a send, never compared
    public record Single(byte[] frame) implements Encoded {}

    /** All {@code res2} frames of one transfer. All of them must arrive, in any order. */
    public record Chunked(List<byte[]> frames) implements Encoded {}

    /**
     * The result fits no direct message. The sender reports {@link FailureKinds#TOO_LARGE} instead.
     *
     * @param bytes size of the result's JSON
     */
    public record TooLarge(int bytes) implements Encoded {}

    /**
     * Prefers one frame, also where chunks are allowed.
     *
     * @param chunksNegotiated {@link Command#resultChunksV2()} of the command
     * @param transferId called at most once; must return a new id for every delivery attempt
     */
    public static Encoded encode(Result result, boolean chunksNegotiated, Supplier<String> transferId) {
        byte[] json = result.toJson();
        byte[] frame = FrameText.wrap(FrameKind.RESULT, json);
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
