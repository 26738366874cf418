package dev.x0xtest.coordinator.latency;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latencies of a run, computed when they are asked for: no more is in memory at a time than one pair, two dense histograms
 * and the clocks. Confined to one thread.
 */
public final class Latencies {
    private final int nodes;
    private final boolean answered;
    private final Hops hops;
    private final Samples.Encoder encoder = new Samples.Encoder();
    private @Nullable Clocks clocks;

    /** Finds the hops of a pair; empty: there are none. Gives equal hops for equal pairs. */
    public interface Hops {
        /** {@code from} and {@code to} count from 0 and differ. */
        List<HopTimes> of(int from, int to);
    }

    /** The parameters are those of {@link ClockFit}. */
    public Latencies(int nodes, boolean answered, Hops hops) {
        this.nodes = nodes;
        this.answered = answered;
        this.hops = hops;
    }

    /** Takes a pair of nodes, which count from 0 and differ. */
    public interface PairVisitor {
        void visit(int from, int to);
    }

    /** Goes through all pairs, row by row. */
    public void eachPair(PairVisitor visitor) {
        for (int from = 0; from < nodes; from++) {
            for (int to = 0; to < nodes; to++) {
                if (from != to) {
                    visitor.visit(from, to);
                }
            }
        }
    }

    /**
     * A pair, a row, a column or all.
     *
     * @param scheduled from when hops were due to the answers
     * @param send from when they left to the answers
     */
    public record Both(Figures scheduled, Figures send) {}

    /** Whether any time of any hop is known. */
    public boolean known() {
        for (int from = 0; from < nodes; from++) {
            for (int to = 0; to < nodes; to++) {
                if (from != to && !hops.of(from, to).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The clocks; computed at the first call. */
    public Clocks clocks() {
        Clocks known = clocks;
        if (known == null) {
            ClockFit fit = new ClockFit(nodes, answered);
            for (int high = 1; high < nodes; high++) {
                for (int low = 0; low < high; low++) {
                    fit.add(low, high, hops.of(low, high), hops.of(high, low));
                }
            }
            known = fit.fit();
            clocks = known;
        }
        return known;
    }

    /** Of the hops of one pair. */
    public Both pair(int from, int to) {
        Sum sum = new Sum(Samples.ofPair(), Samples.ofPair());
        sum.add(hops.of(from, to));
        return sum.both();
    }

    /** The median time of a pair's hops from when they left to the answers, in us; -1: unknown. */
    public long medianUs(int from, int to) {
        Sum sum = new Sum(Samples.ofPair(), Samples.ofPair());
        sum.add(hops.of(from, to));
        return sum.send.median();
    }

    /** Null: a clock or a time is unknown. */
    @Nullable
    public OneWay oneWay(int from, int to) {
        return clocks().oneWay(from, to, hops.of(from, to), hops.of(to, from));
    }

    /** Of all hops that a node sends. */
    public Both row(int node) {
        return many(node, -1);
    }

    /** Of all hops that a node receives. */
    public Both column(int node) {
        return many(-1, node);
    }

    /** Of all hops. */
    public Both all() {
        return many(-1, -1);
    }

    private Both many(int only, int onlyTo) {
        Sum sum = new Sum(Samples.ofMany(), Samples.ofMany());
        for (int from = only < 0 ? 0 : only; from < (only < 0 ? nodes : only + 1); from++) {
            for (int to = onlyTo < 0 ? 0 : onlyTo; to < (onlyTo < 0 ? nodes : onlyTo + 1); to++) {
                if (from != to) {
                    sum.add(hops.of(from, to));
                }
            }
        }
        return sum.both();
    }

    private final class Sum {
        private final Samples scheduled;
        private final Samples send;

        Sum(Samples scheduled, Samples send) {
            this.scheduled = scheduled;
            this.send = send;
        }

        void add(List<HopTimes> times) {
            for (HopTimes hop : times) {
                if (hop.scheduledUs() != null) {
                    scheduled.add(hop.scheduledUs());
                }
                if (hop.sendUs() != null) {
                    send.add(hop.sendUs());
                }
            }
        }

        Both both() {
            return new Both(scheduled.figures(encoder), send.figures(encoder));
        }
    }
}
