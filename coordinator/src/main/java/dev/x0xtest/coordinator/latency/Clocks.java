package dev.x0xtest.coordinator.latency;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the clocks of a fleet are apart. Made by {@link ClockFit}. Immutable. */
public final class Clocks {
    /** Standard deviations: 19 cases of 20 of a normal error are within 1.96, and the deviation itself is estimated. */
    private static final double BOUND = 2.2;

    /** No clock is known. */
    static final Clocks NONE = new Clocks(-1, new double[0], new double[0][], 1, 0);

    private final int reference;
    private final double[] offsets;
    /** Covariances of the offsets, all relative to one clock. */
    private final double[][] covariance;

    private final double scale;
    private final double residual;

    /**
     * What a fit has found, in us.
     *
     * @param reference -1: nothing
     * @param offsets by node; not a number where unknown
     * @param scale by how much the errors are larger than assumed
     */
    Clocks(int reference, double[] offsets, double[][] covariance, double scale, double residual) {
        this.reference = reference;
        this.offsets = offsets;
        this.covariance = covariance;
        this.scale = scale;
        this.residual = residual;
    }

    /** The node to whose clock the offsets relate: the one that is known best; -1: no clock is known. */
    public int reference() {
        return reference;
    }

    /** Whether the offset of this node is known. */
    public boolean known(int node) {
        return node >= 0 && node < offsets.length && !Double.isNaN(offsets[node]);
    }

    /** The clock of a known node minus that of the reference, in us. */
    public long offsetUs(int node) {
        return Math.round(offsets[node]);
    }

    /** How wrong the offset of a known node is in 19 cases of 20, in us; 0 for the reference. */
    public long boundUs(int node) {
        return boundUs(reference, node);
    }

    private long boundUs(int one, int other) {
        if (one == other) {
            return 0;
        }
        double variance = covariance[one][one] + covariance[other][other] - 2 * covariance[one][other];
        return (long) Math.ceil(BOUND * scale * Math.sqrt(Math.max(0, variance)));
    }

    /** Root mean square of what the offsets leave unexplained, in us: half the difference of the two directions of a pair. */
    public long residualUs() {
        return Math.round(residual);
    }

    /**
     * How long the hops of a pair take.
     *
     * @param there the pair's hops
     * @param back those of the other direction; empty: unknown
     * @return null: a clock or a time is unknown
     */
    @Nullable
    public OneWay oneWay(int from, int to, List<HopTimes> there, List<HopTimes> back) {
        Long between = median(there);
        if (between == null || !known(from) || !known(to)) {
            return null;
        }
        double apart = offsets[to] - offsets[from];
        long value = Math.round(between - apart);
        long bound = boundUs(from, to);
        Long reverse = median(back);
        boolean asymmetric = reverse != null && Math.abs(value - Math.round(reverse + apart)) > 2 * bound;
        return new OneWay(value, bound, value < 0 ? OneWay.NEGATIVE : asymmetric ? OneWay.ASYMMETRIC : null);
    }

    private static @Nullable Long median(List<HopTimes> hops) {
        long[] sorted = hops.stream()
                .map(HopTimes::betweenUs)
                .filter(us -> us != null)
                .mapToLong(us -> us)
                .sorted()
                .toArray();
        return sorted.length == 0 ? null : (Long) sorted[(sorted.length - 1) / 2];
    }
}
