package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.FrameText.Cursor;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultChunk;
import java.util.Optional;
import java.util.function.Supplier;

/** Decodes the payload of a direct message to a {@link Frame} by upstream's rules for splitting. */
public final class Frames {
    private Frames() {}

    /**
     * Decodes a payload in linear time.
     *
     * @return empty for a payload without the prefix {@code x0xtest|}, which is no message of the protocol
     * @throws WireException for a payload that has the prefix and is not a valid frame
     */
    public static Optional<Frame> decode(byte[] payload) throws WireException {
        if (!FrameText.startsLikeFrame(payload)) {
            return Optional.empty();
        }
        if (payload.length > WireLimits.FRAME_BYTES) {
            throw WireException.tooLarge("the frame, in bytes,", payload.length, WireLimits.FRAME_BYTES);
        }
        Cursor cursor = new Cursor(payload, FrameText.PREFIX.length());
        String marker = cursor.text("request_id");
        if (!cursor.more()) {
            throw new WireException(WireException.Kind.NOT_A_FRAME, "a frame has at least three fields");
        }
        FrameKind kind = FrameKind.of(marker).orElse(null);
        if (kind == null) {
            return Optional.of(legacy(marker, cursor));
        }
        return Optional.of(
                switch (kind) {
                    case COMMAND -> new Frame.Cmd(Command.parse(FrameText.base64(cursor.next())));
                    case RESULT -> new Frame.Res(Result.parse(FrameText.base64(cursor.next())));
                    case RESULT_CHUNK -> chunk(payload.length, cursor);
                    case HOP -> hop(cursor);
                });
    }

    private static Frame chunk(int frameBytes, Cursor cursor) throws WireException {
        if (frameBytes > WireLimits.RESULT_FRAME_BYTES) {
            throw WireException.tooLarge("the chunk's frame, in bytes,", frameBytes, WireLimits.RESULT_FRAME_BYTES);
        }
        return new Frame.Res2(ResultChunk.parse(FrameText.base64(cursor.rest())));
    }

    private static Frame hop(Cursor cursor) throws WireException {
        String requestId = cursor.text("request_id");
        if (!cursor.more()) {
            throw shortHop();
        }
        String digest = cursor.text("digest");
        if (!cursor.more()) {
            throw shortHop();
        }
        String anchor = cursor.text("anchor");
        return checked(() -> new HopFrame(requestId, digest, anchor, cursor.rest()));
    }

    private static Frame legacy(String requestId, Cursor cursor) throws WireException {
        String digest = cursor.text("digest");
        return checked(() -> new LegacyFrame(requestId, digest, cursor.rest()));
    }

    /** Makes the frame; a violation of its bounds becomes BAD_VALUE. */
    static Frame checked(Supplier<Frame> frame) throws WireException {
        try {
            return frame.get();
        } catch (IllegalArgumentException e) {
            throw new WireException(WireException.Kind.BAD_VALUE, String.valueOf(e.getMessage()), e);
        }
    }

    private static WireException shortHop() {
        return new WireException(WireException.Kind.NOT_A_FRAME, "a hop has at least five fields");
    }
}
