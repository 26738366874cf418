package dev.x0xtest.wire.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.json.JsonFields;
import dev.x0xtest.wire.json.WireJson;
import java.util.Arrays;
import java.util.Base64;

/**
 * One chunk of a result; the constructor checks the bounds. {@code docs/protocol.md}, section Chunks.
 *
 * @param index from 0
 * @param total bytes of the whole result
 * @param sha256 digest of the whole result, lower-case hexadecimal
 * @param data bytes of this chunk, 0 to 24,576
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record ResultChunk(
        String transferId, String requestId, int index, int count, int total, String sha256, byte[] data) {
    private static final int VERSION = 2;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming the field that is out of bounds
     */
    public ResultChunk {
        FrameText.length("transfer_id", transferId);
        FrameText.length("request_id", requestId);
        check(count >= 1 && count <= WireLimits.CHUNK_COUNT, "count", count);
        check(index >= 0 && index < count, "index", index);
        check(total >= 0 && total <= WireLimits.RESULT_BYTES, "total", total);
        check(data.length <= WireLimits.CHUNK_BYTES, "length of data", data.length);
        if (!Hex.isLowerCase(sha256, 64)) {
            throw new IllegalArgumentException("sha256 is not 64 lower-case hexadecimal characters");
        }
        data = data.clone();
    }

    private static void check(boolean within, String name, int value) {
        if (!within) {
            throw new IllegalArgumentException(name + " of a chunk is out of range: " + value);
        }
    }

    public static ResultChunk parse(byte[] json) throws WireException {
        ObjectNode object = WireJson.parseObject(json);
        if (JsonFields.requiredInt(object, "v") != VERSION) {
            throw WireException.badValue("the only version of chunks is " + VERSION);
        }
        byte[] data = FrameText.base64(JsonFields.requiredText(object, "data"));
        try {
            return new ResultChunk(
                    JsonFields.requiredText(object, "transfer_id"),
                    JsonFields.requiredText(object, "request_id"),
                    JsonFields.requiredInt(object, "index"),
                    JsonFields.requiredInt(object, "count"),
                    JsonFields.requiredInt(object, "total"),
                    JsonFields.requiredText(object, "sha256"),
                    data);
        } catch (IllegalArgumentException e) {
            throw new WireException(WireException.Kind.BAD_VALUE, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes canonical JSON, as upstream does. */
    public byte[] toJson() {
        ObjectNode object = WireJson.object().put("v", VERSION);
        object.put("transfer_id", transferId).put("request_id", requestId).put("sha256", sha256);
        object.put("index", index).put("count", count).put("total", total);
        return WireJson.canonical(object.put("data", Base64.getEncoder().encodeToString(data)));
    }

    int size() {
        return data.length;
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResultChunk that
                && transferId.equals(that.transferId)
                && requestId.equals(that.requestId)
                && index == that.index
                && count == that.count
                && total == that.total
                && sha256.equals(that.sha256)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * transferId.hashCode() + index;
    }

    @Override
    public String toString() {
        return "ResultChunk[transferId=" + transferId + ", requestId=" + requestId + ", index=" + index + ", count="
                + count + ", total=" + total + "]";
    }
}
