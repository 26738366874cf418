package dev.x0xtest.coordinator.diff;

import dev.x0xtest.coordinator.causes.speed.RankSums;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What takes longer than before, by more than noise. Where at least half of the pairs have {@value #ENOUGH} samples in both
 * runs, pair by pair: Mann and Whitney's test with the correction of Benjamini and Hochberg. Otherwise no pair is
 * blamed, because one sample against one sample shows nothing: the pairs of a node, and those of the run, are asked
 * whether more of them went up than down (sign test, with Holm's correction).
 *
 * @param by what was compared
 * @param tests how many tests were made; the chances are corrected for so many
 * @param list the slowest first
 */
public record Slowdowns(By by, int tests, List<Slowdown> list) {
    /** Samples of a pair, in each run, from which a pair is compared by itself. */
    static final int ENOUGH = 10;

    /** Nothing is listed that chance explains more often than once in a hundred. */
    static final double MOST_CHANCE = 0.01;

    /** Less is listed by no test: nobody feels it. */
    private static final long LEAST_US = 1_000;

    static final Slowdowns NONE = new Slowdowns(By.NOTHING, 0, List.of());

    public Slowdowns {
        list = List.copyOf(list);
    }

    /** What the samples suffice for. */
    public enum By {
        PAIRS,
        NODES,
        NOTHING
    }

    /**
     * One that takes longer: a pair, all pairs from and to a node, or, without any of them, all pairs of the run.
     *
     * @param beforeUs the median of its samples, or of its pairs, in µs
     * @param chance the probability of such a difference by chance, corrected for the number of tests
     */
    public record Slowdown(
            @Nullable NodeLabel src,
            @Nullable NodeLabel dst,
            @Nullable NodeLabel node,
            long beforeUs,
            long afterUs,
            double chance) {
        boolean listed() {
            long more = afterUs - beforeUs;
            return chance < MOST_CHANCE && more >= LEAST_US && more * 10 >= beforeUs;
        }
    }

    /** The times of a pair in both runs, in µs; both have at least one. */
    static final class Timed {
        private final NodeLabel src;
        private final NodeLabel dst;
        private final long[] before;
        private final long[] after;

        /** Takes the arrays over. */
        Timed(NodeLabel src, NodeLabel dst, long[] before, long[] after) {
            this.src = src;
            this.dst = dst;
            this.before = before;
            this.after = after;
        }

        NodeLabel src() {
            return src;
        }

        NodeLabel dst() {
            return dst;
        }

        boolean enough() {
            return before.length >= ENOUGH && after.length >= ENOUGH;
        }

        long up() {
            return Chance.median(after) - Chance.median(before);
        }
    }

    static Slowdowns of(List<Timed> pairs) {
        if (pairs.isEmpty()) {
            return NONE;
        }
        List<Timed> enough = pairs.stream().filter(Timed::enough).toList();
        return enough.size() * 2 >= pairs.size() ? byPairs(enough) : byNodes(pairs);
    }

    private static Slowdowns byPairs(List<Timed> pairs) {
        double[] chances = pairs.stream().mapToDouble(Slowdowns::rankSum).toArray();
        double[] corrected = Chance.benjaminiHochberg(chances);
        List<Slowdown> list = IntStream.range(0, pairs.size())
                .mapToObj(place -> {
                    Timed pair = pairs.get(place);
                    return new Slowdown(
                            pair.src(),
                            pair.dst(),
                            null,
                            Chance.median(pair.before),
                            Chance.median(pair.after),
                            corrected[place]);
                })
                .toList();
        return new Slowdowns(By.PAIRS, pairs.size(), slowestFirst(list));
    }

    private static double rankSum(Timed pair) {
        if (pair.before.length + pair.after.length <= Chance.MOST_EXACT) {
            return Chance.asHigh(pair.before, pair.after);
        }
        double[] all = LongStream.concat(Arrays.stream(pair.before), Arrays.stream(pair.after))
                .asDoubleStream()
                .toArray();
        return new RankSums(all).chance(IntStream.range(pair.before.length, all.length));
    }

    private static Slowdowns byNodes(List<Timed> pairs) {
        Map<NodeLabel, List<Timed>> touching = new LinkedHashMap<>();
        for (Timed pair : pairs) {
            Stream.of(pair.src(), pair.dst())
                    .forEach(node -> touching.computeIfAbsent(node, unused -> new ArrayList<>())
                            .add(pair));
        }
        List<NodeLabel> nodes = List.copyOf(touching.keySet());
        List<List<Timed>> groups = new ArrayList<>(touching.values());
        groups.add(pairs);
        double[] corrected =
                Chance.holm(groups.stream().mapToDouble(Slowdowns::signs).toArray());
        List<Slowdown> all = IntStream.range(0, groups.size())
                .mapToObj(place ->
                        slowdown(place < nodes.size() ? nodes.get(place) : null, groups.get(place), corrected[place]))
                .toList();
        Slowdown run = all.get(nodes.size());
        List<Slowdown> slower = slowestFirst(all.subList(0, nodes.size()));
        // Where most nodes are slower, it is no matter of a node.
        boolean everywhere = slower.size() * 2 > nodes.size() && run.listed();
        return new Slowdowns(
                By.NODES, groups.size(), everywhere || slower.isEmpty() ? slowestFirst(List.of(run)) : slower);
    }

    private static double signs(List<Timed> pairs) {
        int up = 0;
        int down = 0;
        for (Timed pair : pairs) {
            long more = pair.up();
            up += more > 0 ? 1 : 0;
            down += more < 0 ? 1 : 0;
        }
        return Chance.atLeast(up, up + down);
    }

    private static Slowdown slowdown(@Nullable NodeLabel node, List<Timed> pairs, double chance) {
        long[] before =
                pairs.stream().mapToLong(pair -> Chance.median(pair.before)).toArray();
        long[] after =
                pairs.stream().mapToLong(pair -> Chance.median(pair.after)).toArray();
        return new Slowdown(null, null, node, Chance.median(before), Chance.median(after), chance);
    }

    private static List<Slowdown> slowestFirst(List<Slowdown> all) {
        return all.stream()
                .filter(Slowdown::listed)
                .sorted(Comparator.comparingLong((Slowdown one) -> one.beforeUs() - one.afterUs()))
                .toList();
    }
}
