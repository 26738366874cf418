package dev.x0xtest.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.Resources;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.result.Chunks;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultChunk;
import dev.x0xtest.wire.result.ResultReassembler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultWireTest {
    private final long seed = Long.getLong("wire.seed", new Random().nextLong());

    @Test
    void aResultThatFitsGoesInOneFrameEvenWhereChunksWereAgreed() throws WireException {
        Result result = Samples.large(30_000);
        for (boolean negotiated : List.of(true, false)) {
            ResultWire.Encoded encoded = ResultWire.encode(result, negotiated, ResultWireTest::unasked);
            assertThat(encoded).isInstanceOf(ResultWire.Single.class);
            assertThat(Frames.decode(((ResultWire.Single) encoded).frame())).contains(new Frame.Res(result));
        }
    }

    @Test
    void theBorderIsTheFrameOf49152Bytes() {
        int overhead = Samples.large(0).toJson().length;
        int fitting = (WireLimits.RESULT_FRAME_BYTES - "x0xtest|res|".length()) / 4 * 3 - overhead;
        ResultWire.Encoded largest = ResultWire.encode(Samples.large(fitting), true, () -> "t");
        assertThat(largest).isInstanceOf(ResultWire.Single.class);
        assertThat(((ResultWire.Single) largest).frame()).hasSize(WireLimits.RESULT_FRAME_BYTES);
        assertThat(ResultWire.encode(Samples.large(fitting + 1), true, () -> "t"))
                .isInstanceOf(ResultWire.Chunked.class);
    }

    @Test
    void aLargeResultIsRefusedWhereChunksWereNotAgreed() {
        Result result = Samples.large(60_000);
        assertThat(ResultWire.encode(result, false, ResultWireTest::unasked))
                .isEqualTo(new ResultWire.TooLarge(result.toJson().length));
    }

    @Test
    void aLargeResultWithoutRequestIdCannotBeChunked() {
        Result large = Samples.large(60_000);
        Result unnamed = new Result(
                large.kind(),
                null,
                null,
                large.outcome(),
                null,
                large.details(),
                large.node(),
                large.agentId(),
                large.machineId(),
                large.tsMs());
        assertThat(ResultWire.encode(unnamed, true, ResultWireTest::unasked)).isInstanceOf(ResultWire.TooLarge.class);
    }

    @Test
    void moreThanFourMebibytesFitNoTransfer() throws WireException {
        int overhead = Samples.large(0).toJson().length;
        Result largest = Samples.large(WireLimits.RESULT_BYTES - overhead);
        assertThat(((ResultWire.Chunked) ResultWire.encode(largest, true, () -> "t")).frames())
                .hasSize(171);
        Result larger = Samples.large(WireLimits.RESULT_BYTES - overhead + 1);
        assertThat(ResultWire.encode(larger, true, () -> "t")).isEqualTo(new ResultWire.TooLarge(4_194_305));
    }

    /** The expected sizes come from upstream's frame_result (tests/result_framing.py of x0x 0.48.1). */
    @Test
    void framesHaveUpstreamsSizes() throws WireException {
        byte[] largest = new byte[WireLimits.RESULT_BYTES];
        String uuid = "0".repeat(36);
        String transfer = uuid + ":" + "0".repeat(32);
        assertThat(ResultChunker.frames(uuid, transfer, largest).get(100)).hasSize(44_065);
        String longest = "r".repeat(256);
        assertThat(ResultChunker.frames(longest, longest, largest).get(100)).hasSize(44_609);
    }

    @Test
    void chunksAreWrittenAsPythonWritesThem() {
        ResultChunk chunk =
                new ResultChunk("t-\u00e9", "r-\ud83d\ude00", 0, 1, 0, Hex.sha256(new byte[0]), new byte[0]);
        assertThat(new String(chunk.toJson(), StandardCharsets.US_ASCII))
                .isEqualTo("{\"count\":1,\"data\":\"\",\"index\":0,\"request_id\":\"r-\\ud83d\\ude00\",\"sha256\":\""
                        + Hex.sha256(new byte[0]) + "\",\"total\":0,\"transfer_id\":\"t-\\u00e9\",\"v\":2}");
    }

    /** Upstream's frame_result made this chunk. Its ids are not ASCII. */
    @Test
    void readsAChunkThatUpstreamMade() throws WireException {
        byte[] made = Resources.bytes("golden/upstream-res2.frame");
        ResultChunk chunk = ((Frame.Res2) Frames.decode(made).orElseThrow()).chunk();
        assertThat(new Frame.Res2(chunk).encode()).isEqualTo(made);
        ResultReassembler reassembler = new ResultReassembler();
        reassembler.register("rid-\u00e9", Set.of(Samples.SFO), 1, 0);
        Result result = reassembler.accept(Samples.SFO, chunk, 0).orElseThrow();
        assertThat(result.details().path("a").asText()).isEqualTo("gr\u00fc\u00dfe");
        assertThat(result.tsMs()).isEqualTo(1);
    }

    @Test
    void idsBeyond256BytesFitNoFrame() {
        String tooLong = "r".repeat(257);
        assertThatThrownBy(() -> ResultChunker.frames(tooLong, "t", new byte[1]))
                .isInstanceOf(WireException.class);
        assertThatThrownBy(() -> ResultChunker.frames("r", tooLong, new byte[1]))
                .isInstanceOf(WireException.class);
        assertThat(ResultWire.encode(Samples.large(60_000), true, () -> tooLong))
                .isInstanceOf(ResultWire.TooLarge.class);
    }

    @Test
    void anEmptyPayloadIsOneChunk() throws WireException {
        assertThat(ResultChunker.frames("r", "t", new byte[0])).hasSize(1);
    }

    /** Chunks in any order, with some of them repeated, deliver the result exactly once. */
    @Test
    void everyOrderOfChunksYieldsTheResultOnce() {
        System.out.println("ResultWireTest seed: " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Result result = Samples.large(random.nextInt(400_000));
            List<ResultChunk> chunks = new ArrayList<>(Chunks.of(result, "t" + round));
            for (int repeats = random.nextInt(5); repeats > 0; repeats--) {
                chunks.add(chunks.get(random.nextInt(chunks.size())));
            }
            Collections.shuffle(chunks, random);
            ResultReassembler reassembler = new ResultReassembler();
            reassembler.register(Samples.REQUEST, Set.of(Samples.SFO), 1, 0);
            List<Result> delivered = chunks.stream()
                    .flatMap(chunk -> reassembler.accept(Samples.SFO, chunk, 0).stream())
                    .toList();
            assertThat(delivered).as("seed %d, round %d", seed, round).containsExactly(result);
            assertThat(reassembler.bufferedBytes()).isZero();
        }
    }

    private static String unasked() {
        return Objects.requireNonNull(null, "no transfer id is needed");
    }
}
