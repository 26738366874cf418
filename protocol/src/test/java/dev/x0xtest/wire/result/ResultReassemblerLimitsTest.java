package dev.x0xtest.wire.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.frame.Samples;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests each limit of upstream's ResultReassembler (tests/result_framing.py of x0x 0.48.1). */
class ResultReassemblerLimitsTest {
    private static final String ID = Samples.REQUEST;
    private static final long START = 0;
    private static final long DEADLINE = 100;

    private final ResultReassembler reassembler = new ResultReassembler();

    @Test
    void refusesIdsAndSendersBeyondTheLimits() {
        assertThat(reassembler.register("", Set.of(Samples.SFO), DEADLINE, START))
                .isFalse();
        assertThat(reassembler.register("r".repeat(257), Set.of(Samples.SFO), DEADLINE, START))
                .isFalse();
        assertThat(reassembler.register("é".repeat(129), Set.of(Samples.SFO), DEADLINE, START))
                .isFalse();
        assertThat(reassembler.register("r".repeat(256), senders(8), DEADLINE, START))
                .isTrue();
        assertThat(reassembler.register("nine", senders(9), DEADLINE, START)).isFalse();
        assertThat(reassembler.register("none", Set.of(), DEADLINE, START)).isFalse();
        assertThat(reassembler.awaited()).isEqualTo(1);
    }

    @Test
    void aFullTableGivesUpTheEarliestDeadlineAndItsChunks() {
        await(ID);
        accept(unfinished("t"));
        for (int i = 1; i < WireLimits.REQUESTS; i++) {
            reassembler.register("r" + i, Set.of(Samples.SFO), DEADLINE + i, START);
        }
        assertThat(reassembler.drops()).isEmpty();
        assertThat(reassembler.register("one more", Set.of(Samples.SFO), DEADLINE, START))
                .isTrue();
        assertThat(reassembler.awaited()).isEqualTo(WireLimits.REQUESTS);
        assertThat(reassembler.bufferedBytes()).isZero();
        accept(unfinished("t"));
        assertDrops(Map.of("evicted_request", 1L, "unknown_request", 1L));
    }

    @Test
    void aLargerTableHoldsAnEighteenNodeMatrix() {
        ResultReassembler large = new ResultReassembler(18 * 17);
        for (int i = 0; i < 18 * 17; i++) {
            large.register("r" + i, Set.of(Samples.SFO), DEADLINE, START);
        }
        assertThat(large.awaited()).isEqualTo(306);
        assertThat(large.drops()).isEmpty();
        assertThatThrownBy(() -> new ResultReassembler(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opensNoMoreThan128Transfers() {
        await(ID);
        for (int i = 0; i <= WireLimits.OPEN_TRANSFERS; i++) {
            accept(unfinished("t" + i));
        }
        assertDrops(Map.of("too_many_transfers", 1L));
        assertThat(reassembler.bufferedBytes()).isEqualTo(128);
    }

    @Test
    void holdsNoMoreThan16Mebibytes() {
        await(ID);
        byte[] full = new byte[WireLimits.CHUNK_BYTES];
        int fitting = (int) (WireLimits.BUFFERED_BYTES / full.length);
        for (int i = 0; i <= fitting; i++) {
            accept(new ResultChunk("t" + i % 5, ID, i / 5, 192, WireLimits.RESULT_BYTES, "0".repeat(64), full));
            assertThat(reassembler.bufferedBytes()).isLessThanOrEqualTo(WireLimits.BUFFERED_BYTES);
        }
        assertDrops(Map.of("over_buffer", 1L));
        assertThat(reassembler.bufferedBytes())
                .as("the transfer that went beyond is gone")
                .isLessThan(WireLimits.BUFFERED_BYTES - 3 * 1024 * 1024);
    }

    @Test
    void remembersTheLatest512CompletedTransfers() {
        await(ID);
        reassembler.register("sooner", Set.of(Samples.SFO), DEADLINE - 1, START);
        deliver("sooner", 88, 88);
        deliver(ID, WireLimits.TOMBSTONES, WireLimits.TOMBSTONES);
        deliver(ID, WireLimits.TOMBSTONES, 0);
        deliver("sooner", 88, 88);
    }

    private void deliver(String requestId, int transfers, int expected) {
        Result large = Samples.large(10);
        Result result =
                new Result(large.kind(), null, requestId, large.outcome(), null, large.details(), "", "", "", 0);
        long delivered = IntStream.range(0, transfers)
                .filter(i -> accept(Chunks.single(requestId, requestId + i, result.toJson()))
                        .isPresent())
                .count();
        assertThat(delivered).as("of %d transfers for %s", transfers, requestId).isEqualTo(expected);
    }

    private void await(String requestId) {
        assertThat(reassembler.register(requestId, Set.of(Samples.SFO), DEADLINE, START))
                .isTrue();
    }

    private Optional<Result> accept(ResultChunk chunk) {
        return reassembler.accept(Samples.SFO, chunk, START);
    }

    private void assertDrops(Map<String, Long> expected) {
        assertThat(reassembler.drops()).isEqualTo(expected);
    }

    private static ResultChunk unfinished(String transferId) {
        return new ResultChunk(transferId, ID, 0, 2, 10, "0".repeat(64), new byte[1]);
    }

    private static Set<AgentId> senders(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new AgentId(("0" + i).repeat(32)))
                .collect(Collectors.collectingAndThen(Collectors.toSet(), Collections::unmodifiableSet));
    }
}
