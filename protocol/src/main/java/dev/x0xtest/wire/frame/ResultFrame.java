package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.result.Result;

/** {@code x0xtest|res|<base64 of JSON>}: runner to coordinator. */
public record ResultFrame(Result result) implements Frame {
    @Override
    public byte[] encode() {
        return FrameText.wrap(FrameText.RESULT, result.toJson());
    }
}
