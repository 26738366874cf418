package dev.x0xtest.coordinator.diff;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How likely a difference is by chance alone: exact tests, and corrections for asking many times. */
final class Chance {
    private Chance() {}

    /**
     * Fisher's exact test, one-sided: the probability that the second of two series has this few successes or fewer, if both
     * have the same share of them. 1 where one of them is empty.
     */
    static double asFew(int firstSuccesses, int first, int secondSuccesses, int second) {
        int successes = firstSuccesses + secondSuccesses;
        int all = first + second;
        double[] logFactorials = new double[all + 1];
        for (int i = 2; i <= all; i++) {
            logFactorials[i] = logFactorials[i - 1] + Math.log(i);
        }
        double sum = 0;
        for (int k = Math.max(0, successes - first); k <= secondSuccesses; k++) {
            sum += Math.exp(choose(logFactorials, successes, k)
                    + choose(logFactorials, all - successes, second - k)
                    - choose(logFactorials, all, second));
        }
        return Math.min(1, sum);
    }

    /** Values of both series up to which the numbers of orders are exact. */
    static final int MOST_EXACT = 50;

    /**
     * Mann and Whitney's test, one-sided and exact: the probability that the second series ranks this high or higher. Ties count
     * against it. An approximation by the normal distribution says ten times too much where ten values lie above ten others.
     */
    static double asHigh(long[] first, long[] second) {
        double[] orders = orders(first.length, second.length);
        int wins = 0;
        for (long late : second) {
            for (long early : first) {
                wins += late > early ? 1 : 0;
            }
        }
        return Arrays.stream(orders, wins, orders.length).sum()
                / Arrays.stream(orders).sum();
    }

    /** In how many orders of two series the second one wins so many of all comparisons: a Gaussian binomial, factor by factor. */
    private static double[] orders(int first, int second) {
        double[] orders = new double[first * second + 1];
        orders[0] = 1;
        for (int factor = 1; factor <= second; factor++) {
            for (int wins = orders.length - 1; wins >= first + factor; wins--) {
                orders[wins] -= orders[wins - first - factor];
            }
            for (int wins = factor; wins < orders.length; wins++) {
                orders[wins] += orders[wins - factor];
            }
        }
        return orders;
    }

    private static double choose(double[] logFactorials, int of, int some) {
        return logFactorials[of] - logFactorials[some] - logFactorials[of - some];
    }

    /** The sign test, one-sided: the probability of so many heads or more in that many tosses of a fair coin. */
    static double atLeast(int heads, int tosses) {
        double term = -tosses * Math.log(2);
        double sum = 0;
        for (int k = 0; k <= tosses; k++) {
            if (k >= heads) {
                sum += Math.exp(term);
            }
            term += Math.log((double) (tosses - k) / (k + 1));
        }
        return Math.min(1, sum);
    }

    /** Holm's correction: the chance of even one false alarm among all of them stays below what is compared with. */
    static double[] holm(double[] chances) {
        double[] adjusted = new double[chances.length];
        int[] order = ascending(chances);
        double worst = 0;
        for (int rank = 0; rank < order.length; rank++) {
            worst = Math.max(worst, Math.min(1, chances[order[rank]] * (order.length - rank)));
            adjusted[order[rank]] = worst;
        }
        return adjusted;
    }

    /** Benjamini and Hochberg's correction: the share of false alarms among the alarms stays below what is compared with. */
    static double[] benjaminiHochberg(double[] chances) {
        double[] adjusted = new double[chances.length];
        int[] order = ascending(chances);
        double least = 1;
        for (int rank = order.length; rank > 0; rank--) {
            least = Math.min(least, chances[order[rank - 1]] * order.length / rank);
            adjusted[order[rank - 1]] = least;
        }
        return adjusted;
    }

    private static int[] ascending(double[] chances) {
        return IntStream.range(0, chances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(place -> chances[place]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The middle value; of an even number, the mean of the two in the middle. */
    static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
