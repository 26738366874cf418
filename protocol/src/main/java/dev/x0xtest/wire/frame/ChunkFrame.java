package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.result.ResultChunk;

/** {@code x0xtest|res2|<base64 of JSON>}: one part of a result too large for one DM. */
public record ChunkFrame(ResultChunk chunk) implements Frame {
    @Override
    public byte[] encode() {
        return FrameText.wrap(FrameText.CHUNK, chunk.toJson());
    }
}
