package dev.x0xtest.wire.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.frame.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Compares the reassembler with a simple model of upstream's rules, on chunks that are reordered, repeated, lost and
 * changed at random.
 */
class ResultReassemblerRandomTest {
    private static final int ROUNDS = 300;

    private final long seed = Long.getLong("wire.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @BeforeEach
    void say() {
        System.out.println("ResultReassemblerRandomTest seed: " + seed);
    }

    /** A model of the reassembler. It keeps the parts of each open transfer, and the ids of the delivered transfers. */
    private static final class Model {
        private final Map<String, Map<Integer, byte[]>> open = new HashMap<>();
        private final Set<String> delivered = new HashSet<>();

        /** Adds a chunk and returns whether it completes its transfer. */
        boolean take(ResultChunk chunk, byte[] whole) {
            String transfer = chunk.transferId();
            if (delivered.contains(transfer)) {
                return false;
            }
            Map<Integer, byte[]> parts = open.computeIfAbsent(transfer, unused -> new HashMap<>());
            byte[] prior = parts.putIfAbsent(chunk.index(), chunk.data());
            boolean conflict = prior != null && !Arrays.equals(prior, chunk.data());
            if (conflict || parts.size() == chunk.count()) {
                open.remove(transfer);
            }
            boolean complete = prior == null && parts.size() == chunk.count() && intact(parts, whole);
            if (complete) {
                delivered.add(transfer);
            }
            return complete;
        }

        private static boolean intact(Map<Integer, byte[]> parts, byte[] whole) {
            return parts.entrySet().stream().allMatch(part -> {
                int from = part.getKey() * WireLimits.CHUNK_BYTES;
                int to = Math.min(from + WireLimits.CHUNK_BYTES, whole.length);
                return Arrays.equals(part.getValue(), Arrays.copyOfRange(whole, from, to));
            });
        }

        long bytes() {
            return open.values().stream()
                    .flatMap(parts -> parts.values().stream())
                    .mapToLong(part -> part.length)
                    .sum();
        }
    }

    @Test
    void whateverTheWayDoesOnlyWholeResultsAreDeliveredAndEachTransferOnce() {
        int deliveries = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Result result = Samples.large(40_000 + random.nextInt(120_000));
            List<ResultChunk> arriving = arriving(result);
            ResultReassembler reassembler = new ResultReassembler();
            reassembler.register(Samples.REQUEST, Set.of(Samples.SFO), 1, 0);
            Model model = new Model();
            for (int i = 0; i < arriving.size(); i++) {
                ResultChunk chunk = arriving.get(i);
                boolean delivered = model.take(chunk, result.toJson());
                deliveries += delivered ? 1 : 0;
                assertThat(reassembler.accept(Samples.SFO, chunk, 0).stream().toList())
                        .as("seed %d, round %d, arrival %d: %s", seed, round, i, chunk)
                        .isEqualTo(delivered ? List.of(result) : List.of());
                assertThat(reassembler.bufferedBytes())
                        .as("seed %d, round %d, arrival %d", seed, round, i)
                        .isEqualTo(model.bytes());
            }
        }
        assertThat(deliveries).as("seed %d: both kinds of rounds", seed).isBetween(ROUNDS / 10, 3 * ROUNDS);
    }

    /** Returns the chunks of one to three delivery attempts in random order. */
    private List<ResultChunk> arriving(Result result) {
        List<ResultChunk> arriving = new ArrayList<>();
        for (int attempt = 1 + random.nextInt(3); attempt > 0; attempt--) {
            for (ResultChunk chunk : Chunks.of(result, "t" + attempt)) {
                arriving.addAll(fate(chunk));
            }
        }
        Collections.shuffle(arriving, random);
        return arriving;
    }

    private List<ResultChunk> fate(ResultChunk chunk) {
        return switch (random.nextInt(20)) {
            case 0 -> List.of();
            case 1 -> List.of(chunk, changed(chunk));
            case 2 -> List.of(changed(chunk));
            case 3, 4, 5 -> List.of(chunk, chunk, chunk);
            default -> List.of(chunk);
        };
    }

    /** Flips one bit and keeps the length. Another test covers a transfer with more bytes than announced. */
    private ResultChunk changed(ResultChunk chunk) {
        byte[] data = chunk.data();
        data[random.nextInt(data.length)] ^= 1;
        return Chunks.with(chunk, data);
    }
}
