package dev.x0xtest.coordinator.latency;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits the offsets of a fleet's clocks to the hops of all pairs, by weighted least squares.
 *
 * <p>A hop from a to b is seen, by b's clock, its delay plus the offset of b to a after it left by a's. Half the difference of the
 * two directions of a pair is that offset, plus half the difference of the two delays, which nobody can know. The fit
 * assumes that the delays differ by up to {@value #ASYMMETRY} of the round trip, evenly spread, and by jitter. So a pair
 * with a short round trip weighs more. Where the residuals are larger than that, the bounds grow with them.
 *
 * <p>Of several hops of a pair the fastest counts. Of a single one, jitter is half of what the answers of the two
 * directions differ by, if an answer comes from the destination.
 *
 * <p>Memory: 34 bytes a pair of hosts, and a matrix of the hosts. Confined to one thread.
 */
public final class ClockFit {
    static final double ASYMMETRY = 0.1;
    /** Mean jitter that is assumed where too few pairs show it, in us. */
    private static final double USUAL_JITTER_US = 4_000;

    private static final double LEAST_JITTER_US = 20;
    private static final int LEAST_PAIRS = 6;
    /** An answer that differs by more than so many mean jitters has been held up by something else. */
    private static final double MOST_JITTERS = 8;
    /** Median of |a + b - c - d| of four exponential variables with the mean 1. */
    private static final double MEDIAN_OF_FOUR = 1.146;
    /** Wall clocks after the year 2200 are not read. */
    private static final long MOST_WALL_US = 1L << 53;

    private final int nodes;
    private final boolean answered;
    private final double[] there;
    private final double[] back;
    private final double[] jitter;
    private final double[] answers;
    private final short[] samples;

    /**
     * An empty fit.
     *
     * @param answered whether the answer of the source's daemon shows that the hop has arrived: then it takes a round trip
     */
    public ClockFit(int nodes, boolean answered) {
        this.nodes = nodes;
        this.answered = answered;
        int pairs = nodes * (nodes - 1) / 2;
        this.there = new double[pairs];
        this.back = new double[pairs];
        this.jitter = new double[pairs];
        this.answers = new double[pairs];
        this.samples = new short[pairs];
    }

    private int pair(int low, int high) {
        return high * (high - 1) / 2 + low;
    }

    /** Takes the hops of the two directions of a pair; without a hop of each it says nothing. */
    public void add(int low, int high, List<HopTimes> upwards, List<HopTimes> downwards) {
        if (low >= high) {
            throw new IllegalArgumentException(low + " is not below " + high);
        }
        Way up = Way.of(upwards);
        Way down = Way.of(downwards);
        if (up.count == 0 || down.count == 0 || up.least + down.least < 0) {
            return;
        }
        int pair = pair(low, high);
        there[pair] = up.least;
        back[pair] = down.least;
        samples[pair] = (short) Math.min(up.count, down.count);
        jitter[pair] = samples[pair] == 1 ? Double.NaN : (up.jitter() + down.jitter()) / 2;
        boolean roundTrips = answered && up.count == 1 && down.count == 1;
        answers[pair] = roundTrips ? up.answer - down.answer : Double.NaN;
    }

    /** The hops of one direction. */
    private static final class Way {
        private int count;
        private double least = Double.MAX_VALUE;
        private double sum;
        private double answer = Double.NaN;

        static Way of(List<HopTimes> hops) {
            Way way = new Way();
            for (HopTimes hop : hops) {
                Long between = hop.betweenUs();
                if (between != null && Math.abs(between) < MOST_WALL_US && way.count < Short.MAX_VALUE) {
                    way.count++;
                    way.least = Math.min(way.least, between);
                    way.sum += between;
                    way.answer = hop.sendUs() == null ? Double.NaN : hop.sendUs();
                }
            }
            return way;
        }

        /** The mean of an exponential variable, from how far the least of some is below their mean. */
        double jitter() {
            return (sum / count - least) * count / (count - 1);
        }
    }

    /** The offsets of the largest part of the fleet that hops in both directions tie together. */
    public Clocks fit() {
        int[] part = largestPart();
        if (part.length < 2) {
            return Clocks.NONE;
        }
        double typicalUs = typicalJitter();
        int[] place = new int[nodes];
        Arrays.fill(place, -1);
        for (int index = 0; index < part.length; index++) {
            place[part[index]] = index;
        }
        double[][] normal = new double[part.length][part.length];
        double[] right = new double[part.length];
        for (int high = 1; high < nodes; high++) {
            for (int low = 0; low < high; low++) {
                int pair = pair(low, high);
                if (samples[pair] > 0 && place[high] >= 0) {
                    double weight = 1 / variance(pair, typicalUs);
                    double offset = offset(pair, typicalUs);
                    int a = place[low];
                    int b = place[high];
                    normal[a][a] += weight;
                    normal[b][b] += weight;
                    normal[a][b] -= weight;
                    normal[b][a] -= weight;
                    right[a] -= weight * offset;
                    right[b] += weight * offset;
                }
            }
        }
        double[][] covariance = invertedWithoutFirst(normal);
        double[] found = times(covariance, right);
        return clocks(part, place, covariance, found, typicalUs);
    }

    private Clocks clocks(int[] part, int[] place, double[][] inner, double[] found, double typicalUs) {
        double squares = 0;
        double weighted = 0;
        int pairs = 0;
        for (int high = 1; high < nodes; high++) {
            for (int low = 0; low < high; low++) {
                int pair = pair(low, high);
                if (samples[pair] > 0 && place[high] >= 0) {
                    double left = offset(pair, typicalUs) - (found[place[high]] - found[place[low]]);
                    squares += left * left;
                    weighted += left * left / variance(pair, typicalUs);
                    pairs++;
                }
            }
        }
        int spare = pairs - part.length + 1;
        double scale = spare == 0 ? 1 : Math.max(1, Math.sqrt(weighted / spare));
        int reference = part[best(inner)];
        double[] offsets = new double[nodes];
        Arrays.fill(offsets, Double.NaN);
        double[][] covariance = new double[nodes][];
        for (int index = 0; index < part.length; index++) {
            offsets[part[index]] = found[index] - found[place[reference]];
        }
        // Rows of nodes outside the part are never read.
        for (int index = 0; index < part.length; index++) {
            covariance[part[index]] = part.length == nodes ? inner[index] : spread(inner[index], part);
        }
        return new Clocks(reference, offsets, covariance, scale, Math.sqrt(squares / pairs));
    }

    private double[] spread(double[] row, int[] part) {
        double[] wide = new double[nodes];
        for (int index = 0; index < part.length; index++) {
            wide[part[index]] = row[index];
        }
        return wide;
    }

    /** The node to which the variances of all others are least. */
    private static int best(double[][] covariance) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int node = 0; node < covariance.length; node++) {
            double sum = covariance.length * covariance[node][node]
                    - 2 * Arrays.stream(covariance[node]).sum();
            if (sum < least) {
                least = sum;
                best = node;
            }
        }
        return best;
    }

    private double typicalJitter() {
        double[] shown = new double[samples.length];
        int count = 0;
        for (int pair = 0; pair < samples.length; pair++) {
            double one = samples[pair] > 1 ? jitter[pair] : Math.abs(answers[pair]) / MEDIAN_OF_FOUR;
            if (samples[pair] > 0 && !Double.isNaN(one)) {
                shown[count++] = one;
            }
        }
        if (count < LEAST_PAIRS) {
            return USUAL_JITTER_US;
        }
        Arrays.sort(shown, 0, count);
        return Math.max(LEAST_JITTER_US, shown[count / 2]);
    }

    private boolean corrected(int pair, double typicalUs) {
        return samples[pair] == 1 && Math.abs(answers[pair]) < MOST_JITTERS * typicalUs;
    }

    /** The clock of the upper node minus that of the lower one. */
    private double offset(int pair, double typicalUs) {
        double half = (there[pair] - back[pair]) / 2;
        return corrected(pair, typicalUs) ? half - answers[pair] / 4 : half;
    }

    private double variance(int pair, double typicalUs) {
        double jitterUs = typicalUs / samples[pair];
        double roundTrip = Math.max(0, there[pair] + back[pair] - 2 * jitterUs);
        double most = ASYMMETRY * roundTrip / 2;
        return most * most / 3 + jitterUs * jitterUs / (corrected(pair, typicalUs) ? 4 : 2);
    }

    private int[] largestPart() {
        int[] group = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            group[node] = node;
        }
        for (int high = 1; high < nodes; high++) {
            for (int low = 0; low < high; low++) {
                if (samples[pair(low, high)] > 0) {
                    group[root(group, high)] = root(group, low);
                }
            }
        }
        int[] size = new int[nodes];
        int largest = 0;
        for (int node = 0; node < nodes; node++) {
            int root = root(group, node);
            size[root]++;
            largest = size[root] > size[largest] ? root : largest;
        }
        int chosen = largest;
        return IntStream.range(0, nodes)
                .filter(node -> root(group, node) == chosen)
                .toArray();
    }

    private static int root(int[] group, int node) {
        int at = node;
        while (group[at] != at) {
            group[at] = group[group[at]];
            at = group[at];
        }
        return at;
    }

    /** The inverse of the matrix without its first row and column; zeros stand there. Gauss and Jordan, in place. */
    private static double[][] invertedWithoutFirst(double[][] matrix) {
        int size = matrix.length;
        Arrays.fill(matrix[0], 0);
        for (int row = 1; row < size; row++) {
            matrix[row][0] = 0;
        }
        for (int pivot = 1; pivot < size; pivot++) {
            double[] pivots = matrix[pivot];
            double by = pivots[pivot];
            pivots[pivot] = 1;
            for (int column = 1; column < size; column++) {
                pivots[column] /= by;
            }
            for (int row = 1; row < size; row++) {
                if (row != pivot) {
                    double[] changed = matrix[row];
                    double times = changed[pivot];
                    changed[pivot] = 0;
                    for (int column = 1; column < size; column++) {
                        changed[column] -= times * pivots[column];
                    }
                }
            }
        }
        return matrix;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] result = new double[vector.length];
        for (int row = 0; row < result.length; row++) {
            for (int column = 0; column < result.length; column++) {
                result[row] += matrix[row][column] * vector[column];
            }
        }
        return result;
    }
}
