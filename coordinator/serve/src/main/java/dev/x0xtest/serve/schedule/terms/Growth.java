package dev.x0xtest.serve.schedule.terms;

import dev.x0xtest.wire.Plane;
import java.util.Map;

/**
 * What runs leave in the stored histories of x0xd, in bytes, all daemons together: each x0xd stores every direct message that it
 * sends and every one that it receives. {@code bench/growth} measured the figures with x0xd 0.48.1; docs/performance.md has
 * the table.
 */
public final class Growth {
    /** Above so many bytes x0xd deletes its oldest messages: its default, {@code [history] max_bytes}. */
    public static final long X0XD_KEEPS_BYTES = 1L << 30;

    /** Sizes of hops that were measured; gossip of 8,192 bytes and durable are taken from the line through the others of gossip. */
    private static final int[] SIZES = {64, 2_048, 8_192};

    private static final Map<Plane, long[]> LEFT = Map.of(
            Plane.RAW, new long[] {1_600, 8_850, 18_150},
            Plane.GOSSIP, new long[] {20_250, 25_800, 42_800},
            Plane.DURABLE, new long[] {20_250, 25_800, 42_800});

    /** For each node of a run; and for each node once more for each node that its plan and its report name. */
    private static final long PER_NODE = 36_000;

    private static final long PER_NODE_AND_NODE = 1_800;

    private Growth() {}

    /** What one hop leaves at its two ends; between the measured sizes on a straight line, and beyond the last in proportion. */
    public static long perHop(Plane plane, int payloadBytes) {
        long[] left = LEFT.getOrDefault(plane, new long[SIZES.length]);
        int last = SIZES.length - 1;
        if (payloadBytes > SIZES[last]) {
            return left[last] * payloadBytes / SIZES[last];
        }
        int upper = payloadBytes <= SIZES[1] ? 1 : 2;
        double slope = (double) (left[upper] - left[upper - 1]) / (SIZES[upper] - SIZES[upper - 1]);
        return Math.round(left[upper - 1] + slope * (payloadBytes - SIZES[upper - 1]));
    }

    /** What a run leaves beside its hops: its plans, its reports and what finds the runners. */
    public static long perRun(int nodes) {
        return nodes * (PER_NODE + PER_NODE_AND_NODE * nodes);
    }

    /** How many messages a run sends beside its hops. */
    public static long controlMessages(int nodes) {
        return 13L * nodes / 2;
    }
}
