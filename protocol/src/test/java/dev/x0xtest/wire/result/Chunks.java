package dev.x0xtest.wire.result;

import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.ResultChunker;
import dev.x0xtest.wire.frame.Samples;
import java.util.ArrayList;
import java.util.List;

/** Builds the chunks of a result, and variants with a wrong field. */
public final class Chunks {
    private Chunks() {}

    public static List<ResultChunk> of(Result result, String transferId) {
        List<ResultChunk> chunks = new ArrayList<>();
        try {
            for (byte[] frame : ResultChunker.frames(Samples.REQUEST, transferId, result.toJson())) {
                chunks.add(((Frame.Res2) Frames.decode(frame).orElseThrow()).chunk());
            }
        } catch (WireException e) {
            throw new AssertionError("our own frames", e);
        }
        return chunks;
    }

    static ResultChunk single(String requestId, String transferId, byte[] json) {
        return new ResultChunk(transferId, requestId, 0, 1, json.length, Hex.sha256(json), json);
    }

    static ResultChunk with(ResultChunk chunk, byte[] data) {
        return new ResultChunk(
                chunk.transferId(),
                chunk.requestId(),
                chunk.index(),
                chunk.count(),
                chunk.total(),
                chunk.sha256(),
                data);
    }

    static ResultChunk with(ResultChunk chunk, int count, int total, String sha256) {
        return new ResultChunk(
                chunk.transferId(), chunk.requestId(), chunk.index(), count, total, sha256, chunk.data());
    }

    static ResultChunk withRequest(ResultChunk chunk, String requestId) {
        return new ResultChunk(
                chunk.transferId(),
                requestId,
                chunk.index(),
                chunk.count(),
                chunk.total(),
                chunk.sha256(),
                chunk.data());
    }
}
