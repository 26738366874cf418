package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.json.JsonFields;
import dev.x0xtest.wire.result.ResultChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a result into {@code res2} frames, which may be sent in any order. {@code docs/protocol.md}, section Chunks.
 */
public final class ResultChunker {
    private ResultChunker() {}

    /**
     * Splits one result.
     *
     * @return at least one frame, each of at most 49,152 bytes
     * @throws WireException TOO_LARGE if the result exceeds 4 MiB or an id exceeds 256 bytes
     */
    public static List<byte[]> frames(String requestId, String transferId, byte[] resultJson) throws WireException {
        if (resultJson.length > WireLimits.RESULT_BYTES) {
            throw WireException.tooLarge("the result, in bytes,", resultJson.length, WireLimits.RESULT_BYTES);
        }
        JsonFields.identifier("request_id", requestId);
        JsonFields.identifier("transfer_id", transferId);
        int count = Math.max(1, (resultJson.length + WireLimits.CHUNK_BYTES - 1) / WireLimits.CHUNK_BYTES);
        String sha256 = Hex.sha256(resultJson);
        List<byte[]> frames = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int from = index * WireLimits.CHUNK_BYTES;
            byte[] data =
                    Arrays.copyOfRange(resultJson, from, Math.min(from + WireLimits.CHUNK_BYTES, resultJson.length));
            frames.add(frame(new ResultChunk(transferId, requestId, index, count, resultJson.length, sha256, data)));
        }
        return List.copyOf(frames);
    }

    private static byte[] frame(ResultChunk chunk) throws WireException {
        byte[] frame = new Frame.Res2(chunk).encode();
        if (frame.length > WireLimits.RESULT_FRAME_BYTES) {
            throw WireException.tooLarge("the chunk's frame, in bytes,", frame.length, WireLimits.RESULT_FRAME_BYTES);
        }
        return frame;
    }
}
