package dev.x0xtest.coordinator.causes.speed;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The rank-sum test of Wilcoxon, Mann and Whitney: how likely values of a part are as high as they are by chance, whatever
 * their distribution. One-sided, by the normal approximation with a correction for ties and for continuity. Immutable.
 */
public final class RankSums {
    private final double[] ranks;
    private final int count;
    private final double ties;

    /** Of these values; those that are not numbers are left out. */
    public RankSums(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .filter(place -> !Double.isNaN(values[place]))
                .boxed()
                .sorted(Comparator.comparingDouble(place -> values[place]))
                .mapToInt(Integer::intValue)
                .toArray();
        ranks = new double[values.length];
        Arrays.fill(ranks, Double.NaN);
        count = order.length;
        double tied = 0;
        for (int first = 0; first < order.length; ) {
            int end = first + 1;
            while (end < order.length && values[order[end]] == values[order[first]]) {
                end++;
            }
            for (int place = first; place < end; place++) {
                // Ranks count from 1; equal values share the mean of theirs.
                ranks[order[place]] = (first + 1 + end) / 2.0;
            }
            double alike = end - first;
            tied += alike * alike * alike - alike;
            first = end;
        }
        ties = tied;
    }

    /** The probability that the values at these places rank this high by chance; 1 if nothing can be said. */
    public double chance(IntStream places) {
        return chance(places.filter(place -> !Double.isNaN(ranks[place])).toArray());
    }

    private double chance(int[] part) {
        double in = part.length;
        double out = count - in;
        if (in == 0 || out == 0) {
            return 1;
        }
        double sum = Arrays.stream(part).mapToDouble(place -> ranks[place]).sum();
        double above = sum - in * (in + 1) / 2 - in * out / 2;
        double variance = in * out / 12 * (count + 1 - ties / ((double) count * (count - 1)));
        return variance <= 0 ? 1 : upperTail((above - 0.5) / Math.sqrt(variance));
    }

    /** Of the standard normal distribution, by the continued fraction and the series of Abramowitz and Stegun, 26.2. */
    static double upperTail(double z) {
        if (z < 0) {
            return 1 - upperTail(-z);
        }
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        if (z < 2.5) {
            double term = z;
            double sum = z;
            for (int i = 1; i < 100; i++) {
                term *= z * z / (2 * i + 1);
                sum += term;
            }
            return 0.5 - density * sum;
        }
        double fraction = 0;
        for (int i = 60; i > 0; i--) {
            fraction = i / (z + fraction);
        }
        return density / (z + fraction);
    }

    /** The middle one of the values at these places that are numbers; not a number: there are none. */
    static double median(double[] values, IntPredicate places) {
        double[] sorted = IntStream.range(0, values.length)
                .filter(places)
                .mapToDouble(place -> values[place])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
