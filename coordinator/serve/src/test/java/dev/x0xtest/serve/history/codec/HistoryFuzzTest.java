package dev.x0xtest.serve.history.codec;

import dev.x0xtest.serve.history.line.EntryJson;
import dev.x0xtest.testkit.fuzz.Fuzz;
import dev.x0xtest.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads damaged blobs and lines of a history. Each is read, or is known as damaged. */
class HistoryFuzzTest {
    private static final int SAMPLES = 40;

    static Stream<FuzzTarget> targets() {
        SplittableRandom random = new SplittableRandom(17);
        List<byte[]> runs = new ArrayList<>();
        List<byte[]> states = new ArrayList<>();
        List<byte[]> sums = new ArrayList<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            runs.add(RunCodec.encode(RunCodecTest.cells(random, 30)));
            states.add(StateCodec.encode(StateCodecTest.states(random)));
            sums.add(SumCodec.encode(SumCodecTest.sums(random)));
        }
        List<byte[]> lines = EntryJsonTest.entries().stream()
                .map(entry -> EntryJson.line(entry).getBytes(StandardCharsets.UTF_8))
                .toList();
        return Stream.of(
                FuzzTarget.of("history: blobs of runs", runs, CodecException.class, blob -> {
                    RunCodec.decode(blob, 3);
                    RunCodec.decode(blob);
                    return true;
                }),
                FuzzTarget.of("history: blobs of states", states, CodecException.class, blob -> {
                    StateCodec.decode(blob);
                    return true;
                }),
                FuzzTarget.of("history: blobs of sums", sums, CodecException.class, blob -> {
                    SumCodec.decode(blob, 3);
                    SumCodec.decode(blob);
                    return true;
                }),
                FuzzTarget.of("history: lines", lines, CodecException.class, line -> {
                    EntryJson.entry(new String(line, StandardCharsets.UTF_8));
                    return true;
                }));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatIsDamagedIsReadOrKnownAsDamaged(FuzzTarget target) {
        Fuzz.run(target.allocating(32L << 20, 1_000));
    }
}
