package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultChunk;

/**
 * A direct message of the protocol; its payload starts with {@code x0xtest|}. {@code docs/protocol.md} describes each
 * form.
 */
public sealed interface Frame permits Frame.Cmd, Frame.Res, Frame.Res2, HopFrame, LegacyFrame {
    /** Encodes the frame as the payload of a direct message, in a new array. */
    byte[] encode();

    /** {@code x0xtest|cmd|<base64 of JSON>}: coordinator to runner. */
    record Cmd(Command command) implements Frame {
        @Override
        public byte[] encode() {
            return command.frame();
        }
    }

    /** {@code x0xtest|res|<base64 of JSON>}: runner to coordinator. */
    record Res(Result result) implements Frame {
        @Override
        public byte[] encode() {
            return FrameText.wrap(FrameKind.RESULT, result.toJson());
        }
    }

    /** {@code x0xtest|res2|<base64 of JSON>}: one chunk of a result that is too large for one frame. */
    record Res2(ResultChunk chunk) implements Frame {
        @Override
        public byte[] encode() {
            return FrameText.wrap(FrameKind.RESULT_CHUNK, chunk.toJson());
        }
    }
}
