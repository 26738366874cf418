package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.schedule.terms.RunPairs;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * When the pairs of one network and plane were measured last. A round of the rotation takes the same places of a list of N−1
 * shifts for all sources ({@code DeclaredCells.rotation}), so N−1 times say it of all N(N−1) pairs. Not thread-safe.
 */
final class Coverage {
    private static final long NEVER = Long.MIN_VALUE;

    private long[] seenMs;

    Coverage(int nodes) {
        seenMs = none(nodes);
    }

    /** A run has measured these pairs among so many nodes. Another number of nodes has other rounds: it starts anew. */
    void ran(RunPairs pairs, int nodes, long wallMs) {
        if (nodes - 1 != seenMs.length) {
            seenMs = none(nodes);
        }
        if (pairs instanceof RunPairs.All) {
            Arrays.fill(seenMs, wallMs);
        } else if (pairs instanceof RunPairs.Rotated rotated) {
            int size = Math.min(rotated.degree(), seenMs.length);
            int first = (int) ((rotated.round() - 1) % seenMs.length * size % seenMs.length);
            for (int each = 0; each < size; each++) {
                seenMs[(first + each) % seenMs.length] = wallMs;
            }
        }
    }

    /** When the pair was measured that has waited longest; empty: some pair never was. */
    OptionalLong oldestMs() {
        long oldest = Arrays.stream(seenMs).min().orElse(NEVER);
        return oldest == NEVER ? OptionalLong.empty() : OptionalLong.of(oldest);
    }

    private static long[] none(int nodes) {
        long[] none = new long[nodes - 1];
        Arrays.fill(none, NEVER);
        return none;
    }
}
