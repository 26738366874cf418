package dev.x0xtest.minimesh.transport;

import dev.x0xtest.minimesh.identity.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;

/**
 * An immutable set of machines, as it travels with a flooded message. Holds the first 64 bits of each machine id: two
 * machines of one mesh do not share them.
 */
public final class NodeSet {
    /** The empty set. */
    public static final NodeSet NONE = new NodeSet(new long[0]);

    /** Largest set that a frame may carry. A larger mesh gets some messages twice, and loses none. */
    static final int MAX_SIZE = 1_024;

    private static final int DIGITS = 16;

    // sorted, without repetition
    private final long[] prefixes;

    private NodeSet(long[] prefixes) {
        this.prefixes = prefixes;
    }

    /**
     * The set of those machines.
     *
     * @param machineIds hexadecimal ids of at least 64 bits
     */
    public static NodeSet of(Collection<String> machineIds) {
        return of(machineIds.stream().mapToLong(NodeSet::prefix));
    }

    static NodeSet of(LongStream prefixes) {
        return new NodeSet(prefixes.sorted().distinct().limit(MAX_SIZE).toArray());
    }

    /** This set and the other one, cut to the size that a frame may carry. */
    public NodeSet with(NodeSet other) {
        return of(LongStream.concat(stream(), other.stream()));
    }

    public boolean contains(String machineId) {
        return Arrays.binarySearch(prefixes, prefix(machineId)) >= 0;
    }

    /**
     * Whether the machine is among the first {@code count} of this set, in an order that the salt shuffles. So the
     * members of a set agree on a few of them, and on other ones the next time.
     */
    public boolean isAmongFirst(int count, String machineId, Bytes salt) {
        long mixed = ByteBuffer.wrap(salt.array()).getLong();
        long own = shuffled(prefix(machineId), mixed);
        return stream().filter(prefix -> shuffled(prefix, mixed) < own).count() < count;
    }

    private static long shuffled(long prefix, long salt) {
        return (prefix ^ salt) * 0x9E37_79B9_7F4A_7C15L;
    }

    LongStream stream() {
        return Arrays.stream(prefixes);
    }

    int size() {
        return prefixes.length;
    }

    private static long prefix(String machineId) {
        return Long.parseUnsignedLong(machineId, 0, DIGITS, 16);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeSet that && Arrays.equals(prefixes, that.prefixes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(prefixes);
    }

    @Override
    public String toString() {
        return "NodeSet[" + prefixes.length + "]";
    }
}
