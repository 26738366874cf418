package dev.x0xtest.local.simulation.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.local.defect.Unchecked;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Result;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;

/** Changes one digit in a packed report. Everything in it still fits, but the checksum. */
final class Damage {
    private static final int HEADER = 2;
    private static final int CHECKSUM = 4;
    private static final Pattern OF_HOPS = Pattern.compile("\"(from|to|sample|count)\":[0-8]");
    private static final Pattern ANY = Pattern.compile("[0-8]");

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
        text[digit(new String(text, StandardCharsets.ISO_8859_1), random)]++;
        byte[] body = deflated(text);
        return ByteBuffer.allocate(HEADER + body.length + CHECKSUM)
                .put(packed, 0, HEADER)
                .put(body)
                .put(packed, packed.length - CHECKSUM, CHECKSUM)
                .array();
    }

    /** Where a digit is that can be one more: half of the time one that says which hops were sent and seen, and how often. */
    private static int digit(String text, SplittableRandom random) {
        List<Integer> places = places(random.nextBoolean() ? OF_HOPS : ANY, text);
        List<Integer> found = places.isEmpty() ? places(ANY, text) : places;
        return found.get(random.nextInt(found.size()));
    }

    private static List<Integer> places(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(digit -> digit.end() - 1).toList();
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
