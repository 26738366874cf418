package dev.x0xtest.coordinator.causes.speed;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.cells.LostPackets;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Nodes whose hops now and then take much longer than their fastest, unlike those of all others: by a rank test of their row,
 * their column and both against the rest. A host that is far away is not slow, and with fewer than four samples nothing tells
 * the two apart. Of fewer than four nodes nothing is said: chance does as much. Pure.
 */
public final class SlowNodes {
    private static final int LEAST_NODES = 4;
    /** So many samples have an upper quartile. */
    static final int QUARTILE_SAMPLES = 4;
    /** Chance may not do it in one of so many fleets. */
    private static final double CHANCE = 1e-5;
    /** The same of a node that has lost packets as well: the pairs of six nodes are too few for the other. */
    private static final double CHANCE_OF_LOSERS = 1e-3;
    /** Of a small fleet, where packets that were lost say as much as the ranks. */
    private static final double LEAST_ODDS = 2.5;

    private static final int LEAST_OWN = 4;
    private static final int LEAST_OTHERS = 2;
    /** The middle hop of a slow node takes so many times as long as that of the others. */
    private static final double TIMES = 2;
    /** And so much longer, in parts of its least time. */
    private static final double LEAST_MORE = 0.5;

    private static final double COARSE_MS = 5;
    private static final long LEAST_LOST = 20;
    private static final double TIMES_LOST = 2;
    private static final int MOST = 8;

    private final Cells cells;
    private double[] values;

    private SlowNodes(Report report, Cells cells) {
        this.cells = cells;
        this.values = new double[cells.size()];
        Arrays.fill(values, Double.NaN);
        Map<NodeLabel, Integer> indexes = new HashMap<>();
        IntStream.range(0, cells.nodes()).forEach(node -> indexes.put(cells.label(node), node));
        for (CellReport cell : report.cells()) {
            Integer src = indexes.get(cell.src());
            Integer dst = indexes.get(cell.dst());
            if (src != null && dst != null) {
                values[cells.place(src, dst)] = value(cell);
            }
        }
    }

    private double value(CellReport cell) {
        CellReport.Spread spread = cell.spread();
        return spread == null ? Double.NaN : relative(spread);
    }

    /** By how much of its least time a hop takes longer: some ms more are much for a near host, little for a far one. */
    private static double relative(CellReport.Spread spread) {
        return (spread.upperMs() - spread.leastMs()) / (spread.leastMs() + COARSE_MS);
    }

    /**
     * A slow node.
     *
     * @param log10Odds the power of ten of how unlikely it is by chance
     * @param losesPackets whether its daemon has lost far more packets than the others
     * @param fact what it takes against the others
     */
    public record Slow(int node, double log10Odds, boolean losesPackets, Fact fact) {}

    /** The slow nodes of a run, the slowest first. */
    public static List<Slow> of(Report report, Cells cells) {
        List<Slow> found = new ArrayList<>();
        if (cells.nodes() < LEAST_NODES || report.scope().samples() < QUARTILE_SAMPLES) {
            return found;
        }
        SlowNodes slow = new SlowNodes(report, cells);
        while (found.size() < MOST) {
            Slow next = slow.slowest();
            if (next == null) {
                return found;
            }
            found.add(next);
            slow.leaveOut(next.node());
        }
        return found;
    }

    private @Nullable Slow slowest() {
        RankSums ranks = new RankSums(values);
        Slow best = null;
        for (int node = 0; node < cells.nodes(); node++) {
            int own = node;
            double chance = Math.min(
                            ranks.chance(row(own)),
                            Math.min(ranks.chance(column(own)), ranks.chance(IntStream.concat(row(own), column(own)))))
                    * 3
                    * cells.nodes();
            double odds = -Math.log10(Math.max(chance, 1e-12));
            boolean likely = chance < CHANCE
                    || (LostPackets.standOut(cells, own, LEAST_LOST, TIMES_LOST) && apart(own))
                    || (chance < CHANCE_OF_LOSERS && LostPackets.farMore(cells, own));
            if (likely && (best == null || odds > best.log10Odds())) {
                Fact fact = effect(own);
                best = fact == null
                        ? best
                        : new Slow(
                                own,
                                Math.max(odds, LEAST_ODDS),
                                LostPackets.standOut(cells, own, LEAST_LOST, TIMES_LOST),
                                fact);
            }
        }
        return best;
    }

    private IntStream row(int node) {
        return IntStream.range(0, cells.nodes()).filter(other -> other != node).map(other -> cells.place(node, other));
    }

    private IntStream column(int node) {
        return IntStream.range(0, cells.nodes()).filter(other -> other != node).map(other -> cells.place(other, node));
    }

    /** How much slower it is; null: not by enough to matter, or nothing but distance speaks for it. */
    private @Nullable Fact effect(int node) {
        int nodes = cells.nodes();
        double own = RankSums.median(values, place -> place / nodes == node || place % nodes == node);
        double others = RankSums.median(values, place -> place / nodes != node && place % nodes != node);
        boolean enough = own >= TIMES * others && own - others >= LEAST_MORE;
        if (!enough) {
            return null;
        }
        String text = String.format(
                Locale.ROOT,
                "every fourth hop from or to %s takes %.1f times as long as its fastest, and %.1f times between others",
                cells.label(node).text(),
                1 + own,
                1 + others);
        return new Fact(cells.label(node), null, Fact.Source.STATUS, "slower", null, text, 0);
    }

    /** Whether each of its pairs is slower than each of the others'. */
    private boolean apart(int node) {
        double[] own = known(IntStream.concat(row(node), column(node)));
        int nodes = cells.nodes();
        double[] others = known(
                IntStream.range(0, values.length).filter(place -> place / nodes != node && place % nodes != node));
        return own.length >= LEAST_OWN
                && others.length >= LEAST_OTHERS
                && Arrays.stream(own).min().orElse(0)
                        > Arrays.stream(others).max().orElse(0);
    }

    private double[] known(IntStream places) {
        return places.mapToDouble(place -> values[place])
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    private void leaveOut(int node) {
        values = values.clone();
        IntStream.concat(row(node), column(node)).forEach(place -> values[place] = Double.NaN);
    }
}
