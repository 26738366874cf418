package dev.x0xtest.wire.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.frame.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests each rule of upstream's ResultReassembler (tests/result_framing.py of x0x 0.48.1). */
class ResultReassemblerTest {
    private static final AgentId STRANGER = new AgentId("d4".repeat(32));
    private static final String ID = Samples.REQUEST;
    private static final long START = Long.MAX_VALUE - 50; // a monotonic clock may overflow during a run
    private static final long DEADLINE = after(START, 100);

    private final ResultReassembler reassembler = new ResultReassembler();
    private final List<ResultChunk> chunks = Chunks.of(Samples.large(60_000), "t1");

    @Test
    void deliversWithTheLastChunk() {
        await(ID);
        assertThat(accept(0)).isEmpty();
        assertThat(accept(1)).isEmpty();
        assertThat(reassembler.bufferedBytes()).isEqualTo(2L * WireLimits.CHUNK_BYTES);
        assertThat(accept(2)).contains(Samples.large(60_000));
        assertThat(reassembler.bufferedBytes()).isZero();
        assertThat(reassembler.drops()).isEmpty();
    }

    @Test
    void takesNothingForARequestThatNobodyAwaits() {
        assertThat(accept(0)).isEmpty();
        assertDrops(Map.of("unknown_request", 1L));
        assertThat(reassembler.bufferedBytes()).isZero();
    }

    @Test
    void takesNothingFromAnotherSender() {
        await(ID);
        assertThat(reassembler.accept(STRANGER, chunks.get(0), START)).isEmpty();
        assertDrops(Map.of("foreign_sender", 1L));
        assertThat(reassembler.bufferedBytes()).isZero();
    }

    @Test
    void takesTransfersOfSeveralSendersOfOneRequestApart() {
        reassembler.register(ID, Set.of(Samples.SFO, STRANGER), DEADLINE, START);
        accept(0);
        accept(1);
        assertThat(reassembler.accept(STRANGER, chunks.get(2), START)).isEmpty();
        assertThat(accept(2)).isPresent();
    }

    @Test
    void takesNothingFromTheDeadlineOn() {
        await(ID);
        accept(0);
        assertThat(reassembler.accept(Samples.SFO, chunks.get(1), DEADLINE)).isEmpty();
        assertDrops(Map.of("unknown_request", 1L));
        assertThat(reassembler.bufferedBytes()).isZero();
        assertThat(reassembler.awaited()).isZero();
    }

    @Test
    void ignoresTheSameChunkAgain() {
        await(ID);
        accept(0);
        accept(0);
        accept(1);
        assertThat(accept(2)).isPresent();
        assertDrops(Map.of("duplicate", 1L));
    }

    @Test
    void dropsATransferWhoseChunkComesWithOtherBytes() {
        await(ID);
        accept(0);
        byte[] other = new byte[WireLimits.CHUNK_BYTES];
        accept(Chunks.with(chunks.get(0), other));
        assertThat(reassembler.bufferedBytes()).isZero();
        accept(1);
        assertThat(accept(2)).isEmpty();
        assertDrops(Map.of("different_bytes", 1L));
    }

    @Test
    void dropsATransferWhoseChunksContradictEachOther() {
        ResultChunk first = chunks.get(0);
        List<ResultChunk> contradictions = List.of(
                Chunks.with(first, first.count() + 1, first.total(), first.sha256()),
                Chunks.with(first, first.count(), first.total() + 1, first.sha256()),
                Chunks.with(first, first.count(), first.total(), "0".repeat(64)),
                Chunks.withRequest(first, "other"));
        await(ID);
        await("other");
        for (ResultChunk contradiction : contradictions) {
            accept(1);
            accept(contradiction);
            assertThat(reassembler.bufferedBytes())
                    .as("after %s", contradiction)
                    .isZero();
        }
        assertDrops(Map.of("contradiction", 4L));
    }

    @Test
    void dropsATransferWithMoreBytesThanAnnounced() {
        await(ID);
        ResultChunk small = new ResultChunk("t", ID, 0, 2, 10, "0".repeat(64), new byte[6]);
        accept(small);
        accept(new ResultChunk("t", ID, 1, 2, 10, "0".repeat(64), new byte[5]));
        assertThat(reassembler.bufferedBytes()).isZero();
        assertDrops(Map.of("over_total", 1L));
    }

    @Test
    void deliversNothingThatIsShorterThanAnnouncedOrHasAnotherDigest() {
        await(ID);
        byte[] json = Samples.large(10).toJson();
        accept(new ResultChunk("short", ID, 0, 1, json.length + 1, Hex.sha256(json), json));
        accept(new ResultChunk("changed", ID, 0, 1, json.length, "0".repeat(64), json));
        assertDrops(Map.of("not_intact", 2L));
        assertThat(reassembler.bufferedBytes()).isZero();
    }

    @Test
    void deliversNothingThatIsNoResultOrThatOfAnotherRequest() {
        await(ID);
        await("other");
        for (String json : List.of("[]", "x", "", "{\"request_id\":\"" + ID + "\"}")) {
            accept(Chunks.single(ID, "t" + json.length(), json.getBytes(StandardCharsets.UTF_8)));
        }
        accept(Chunks.single("other", "t", Samples.large(10).toJson()));
        assertDrops(Map.of("bad_result", 5L));
    }

    @Test
    void deliversATransferOnce() {
        await(ID);
        for (int i = 0; i < 3; i++) {
            accept(i);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(accept(i)).isEmpty();
        }
        assertDrops(Map.of("already_complete", 3L));
        assertThat(Chunks.of(Samples.large(60_000), "t2").stream()
                        .map(this::accept)
                        .filter(Optional::isPresent))
                .as("another attempt to deliver is another transfer")
                .hasSize(1);
    }

    @Test
    void acceptsEmptyChunks() {
        await(ID);
        byte[] json = Samples.large(10).toJson();
        accept(new ResultChunk("t", ID, 0, 2, json.length, Hex.sha256(json), json));
        assertThat(accept(new ResultChunk("t", ID, 1, 2, json.length, Hex.sha256(json), new byte[0])))
                .isPresent();
    }

    @Test
    void registeringAgainChangesNeitherDeadlineNorSenders() {
        await(ID);
        assertThat(reassembler.register(ID, Set.of(Samples.SFO), DEADLINE + 1_000, START))
                .isTrue();
        assertThat(reassembler.register(ID, Set.of(STRANGER), DEADLINE, START)).isFalse();
        reassembler.accept(STRANGER, chunks.get(0), START);
        reassembler.accept(Samples.SFO, chunks.get(0), DEADLINE);
        assertDrops(Map.of("foreign_sender", 1L, "unknown_request", 1L));
    }

    @Test
    void deregisteringForgetsChunksAndNames() {
        await(ID);
        accept(0);
        reassembler.deregister(ID);
        reassembler.deregister("never registered");
        assertThat(reassembler.bufferedBytes()).isZero();
        assertThat(reassembler.awaited()).isZero();
    }

    private void await(String requestId) {
        assertThat(reassembler.register(requestId, Set.of(Samples.SFO), DEADLINE, START))
                .isTrue();
    }

    private Optional<Result> accept(int index) {
        return accept(chunks.get(index));
    }

    private Optional<Result> accept(ResultChunk chunk) {
        return reassembler.accept(Samples.SFO, chunk, START);
    }

    private void assertDrops(Map<String, Long> expected) {
        assertThat(reassembler.drops()).isEqualTo(expected);
    }

    private static long after(long nanos, long delay) {
        return nanos + delay;
    }
}
