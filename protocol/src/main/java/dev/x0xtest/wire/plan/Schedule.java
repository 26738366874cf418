package dev.x0xtest.wire.plan;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order in which nodes send: a pure function of (size of the roster, seed) that every party computes for itself. In
 * round r node i sends to (i + s_r) mod N. The shifts s are 1…N−1 ordered by SHA-256(seed ‖ shift), the shift as four
 * bytes, big-endian. Therefore each node sends once and receives once per round. Immutable.
 */
public final class Schedule {
    private final int nodes;
    private final int[] shifts;

    /**
     * Computes the shifts.
     *
     * @param nodes size of the roster, at least 1
     * @param seed any bytes, the same for all parties
     */
    Schedule(int nodes, byte[] seed) {
        if (nodes < 1) {
            throw new IllegalArgumentException("a roster has at least one node, not " + nodes);
        }
        this.nodes = nodes;
        this.shifts = IntStream.range(1, nodes)
                .mapToObj(shift -> new Keyed(shift, sha256(seed, shift)))
                .sorted(Comparator.comparing(Keyed::key, Arrays::compareUnsigned))
                .mapToInt(Keyed::shift)
                .toArray();
    }

    @SuppressWarnings("ArrayRecordComponent") // a sort key, never compared as a record
    private record Keyed(int shift, byte[] key) {}

    private static byte[] sha256(byte[] seed, int shift) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(seed);
            return digest.digest(
                    ByteBuffer.allocate(Integer.BYTES).putInt(shift).array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Number of rounds: N − 1. */
    public int rounds() {
        return shifts.length;
    }

    /** The destination of the source in the round; both nodes as indexes in the roster. */
    public int destination(int round, int source) {
        return (source + shifts[round]) % nodes;
    }
}
