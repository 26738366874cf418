package dev.x0xtest.local.simulation.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.local.defect.Unchecked;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Result;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;

/** Changes one digit in a packed report. Everything in it still fits, but the checksum. */
final class Damage {
    private static final int HEADER = 2;
    private static final int CHECKSUM = 4;

    private Damage() {}

    /** The frame of a result whose packed details have another digit. */
    static byte[] frame(Result result, SplittableRandom random) {
        byte[] packed = Base64.getDecoder().decode(result.details().path("z").asText());
        ObjectNode details = WireJson.object().put("z", Base64.getEncoder().encodeToString(damaged(packed, random)));
        return new Frame.Res(new Result(
                        result.kind(),
                        result.commandId(),
                        result.requestId(),
                        result.outcome(),
                        result.digestMarker(),
                        details,
                        result.node(),
                        result.agentId(),
                        result.machineId(),
                        result.tsMs()))
                .encode();
    }

    private static byte[] damaged(byte[] packed, SplittableRandom random) {
        byte[] text = inflated(packed);
        int place = random.nextInt(text.length);
        while (text[place] < '0' || text[place] > '8') {
            place = (place + 1) % text.length;
        }
        text[place]++;
        byte[] body = deflated(text);
        return ByteBuffer.allocate(HEADER + body.length + CHECKSUM)
                .put(packed, 0, HEADER)
                .put(body)
                .put(packed, packed.length - CHECKSUM, CHECKSUM)
                .array();
    }

    private static byte[] inflated(byte[] packed) {
        try {
            return Unchecked.inflate(packed);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a runner has packed a report wrongly", e);
        }
    }

    private static byte[] deflated(byte[] text) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(text);
            deflater.finish();
            byte[] body = new byte[text.length + 64];
            return Arrays.copyOf(body, deflater.deflate(body));
        } finally {
            deflater.end();
        }
    }
}
