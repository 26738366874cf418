package dev.x0xtest.coordinator.causes.speed;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.cells.Symptom;
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
 * Nodes whose hops take longer than those of all others, by a rank test of their row, their column and both against the
 * rest. With several samples a pair counts by how much its upper quartile is above its least time: a host that is far away
 * is not slow. With fewer its daemon must have lost packets as well. Needs four nodes: of fewer, chance does as much. Pure.
 */
public final class SlowNodes {
    private static final int LEAST_NODES = 4;
    /** So many samples have an upper quartile. */
    static final int QUARTILE_SAMPLES = 4;
    /** Chance may not do it in one of so many fleets. */
    private static final double CHANCE = 1e-5;
    /** The same where the node's daemon has lost far more packets than the others. */
    private static final double CHANCE_IF_LOST = 0.02;
    /** The middle hop of a slow node takes so many times as long as that of the others. */
    private static final double TIMES = 2;
    /** And so much longer, in parts of the least time, or in ms. */
    private static final double LEAST_MORE = 0.5;

    private static final double LEAST_MORE_MS = 5;
    private static final double COARSE_MS = 5;
    private static final long LEAST_LOST = 10;
    private static final double TIMES_LOST = 2;
    private static final int MOST = 8;

    private final Cells cells;
    private final boolean quartiles;
    private double[] values;

    private SlowNodes(Report report, Cells cells) {
        this.cells = cells;
        this.quartiles = report.scope().samples() >= QUARTILE_SAMPLES;
        this.values = new double[cells.size()];
        Arrays.fill(values, Double.NaN);
        Map<NodeLabel, Integer> indexes = new HashMap<>();
        IntStream.range(0, cells.nodes()).forEach(node -> indexes.put(cells.label(node), node));
        for (CellReport cell : report.cells()) {
            Integer src = indexes.get(cell.src());
            Integer dst = indexes.get(cell.dst());
            if (src != null && dst != null && arrives(cells.symptom(src, dst))) {
                values[cells.place(src, dst)] = value(cell);
            }
        }
    }

    private static boolean arrives(Symptom symptom) {
        return symptom == Symptom.WORKS || symptom == Symptom.FLAKY;
    }

    private double value(CellReport cell) {
        CellReport.Spread spread = cell.spread();
        if (cell.flags().contains(CellReport.BUSY)) {
            return Double.NaN;
        }
        if (quartiles) {
            return spread == null ? Double.NaN : relative(spread);
        }
        return cell.sendMs() == null ? Double.NaN : cell.sendMs();
    }

    /** By how much of its least time a hop takes longer: some ms more are much for a near host, little for a far one. */
    private static double relative(CellReport.Spread spread) {
        return (spread.upperMs() - spread.leastMs()) / (spread.leastMs() + COARSE_MS);
    }

    /**
     * A slow node.
     *
     * @param log10Odds the power of ten of how unlikely it is by chance
     * @param fact what it takes against the others
     */
    public record Slow(int node, double log10Odds, Fact fact) {}

    /** The slow nodes of a run, the slowest first. */
    public static List<Slow> of(Report report, Cells cells) {
        List<Slow> found = new ArrayList<>();
        if (cells.nodes() < LEAST_NODES) {
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
            boolean likely = chance < CHANCE || (chance < CHANCE_IF_LOST && losesPackets(own));
            if (likely && (best == null || odds > best.log10Odds())) {
                Fact fact = effect(own);
                best = fact == null ? best : new Slow(own, losesPackets(own) ? odds + 2 : odds, fact);
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
        boolean enough = own >= TIMES * others && own - others >= (quartiles ? LEAST_MORE : LEAST_MORE_MS);
        if (!enough || !(quartiles || losesPackets(node))) {
            return null;
        }
        String text = quartiles
                ? String.format(
                        Locale.ROOT,
                        "every fourth hop from or to %s takes %.1f times as long as its fastest, and %.1f times between others",
                        cells.label(node).text(),
                        1 + own,
                        1 + others)
                : String.format(
                        Locale.ROOT,
                        "a hop from or to %s takes %.0f ms, and %.0f ms between others",
                        cells.label(node).text(),
                        own,
                        others);
        return new Fact(cells.label(node), null, Fact.Source.STATUS, "slower", null, text, 0);
    }

    /** More than the others; what a hop that failed has cost does not count. */
    private boolean losesPackets(int node) {
        long[] others = IntStream.range(0, cells.nodes())
                .filter(other -> other != node && !fails(other))
                .mapToLong(this::lost)
                .sorted()
                .toArray();
        return others.length > 1
                && !fails(node)
                && lost(node) >= LEAST_LOST
                && lost(node) >= TIMES_LOST * others[others.length / 2];
    }

    private boolean fails(int node) {
        return row(node).anyMatch(place -> !arrives(cells.symptom(place)));
    }

    private long lost(int node) {
        return cells.facts()
                .own(cells.label(node), Fact.LOST_PACKETS)
                .map(fact -> fact.orElse(0))
                .orElse(0L);
    }

    private void leaveOut(int node) {
        values = values.clone();
        IntStream.concat(row(node), column(node)).forEach(place -> values[place] = Double.NaN);
    }
}
