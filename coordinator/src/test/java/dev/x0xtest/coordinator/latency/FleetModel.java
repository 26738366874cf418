package dev.x0xtest.coordinator.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A fleet with wrong clocks. Each pair has a round trip, evenly spread, and a share of it by which one direction is longer. Each
 * hop and each answer has exponential jitter.
 */
final class FleetModel {
    /** Times are in us. */
    record Shape(
            int nodes, int samples, double leastRtt, double mostRtt, double asymmetry, double jitter, double clocks) {
        /** The stated model: 10 to 300 ms, 10 %, 4 ms, clocks within 250 ms. */
        static Shape stated(int nodes, int samples) {
            return new Shape(nodes, samples, 10_000, 300_000, 0.1, 4_000, 250_000);
        }
    }

    private static final long START_US = 1_795_248_700_000_000L;

    private final Shape shape;
    private final Random random;
    final double[] clocks;
    private final double[][] delays;
    private final List<List<List<HopTimes>>> hops = new ArrayList<>();

    FleetModel(Shape shape, long seed) {
        this.shape = shape;
        this.random = new Random(seed);
        this.clocks =
                random.doubles(shape.nodes(), -shape.clocks(), shape.clocks()).toArray();
        this.delays = new double[shape.nodes()][shape.nodes()];
        for (int high = 1; high < shape.nodes(); high++) {
            for (int low = 0; low < high; low++) {
                double rtt = shape.leastRtt() + random.nextDouble() * (shape.mostRtt() - shape.leastRtt());
                double uneven = shape.asymmetry() * (2 * random.nextDouble() - 1);
                delays[low][high] = rtt / 2 * (1 + uneven);
                delays[high][low] = rtt / 2 * (1 - uneven);
            }
        }
        for (int from = 0; from < shape.nodes(); from++) {
            List<List<HopTimes>> row = new ArrayList<>();
            for (int to = 0; to < shape.nodes(); to++) {
                row.add(from == to ? List.of() : pair(from, to));
            }
            hops.add(row);
        }
    }

    private double jitter() {
        return -shape.jitter() * Math.log(1 - random.nextDouble());
    }

    private List<HopTimes> pair(int from, int to) {
        List<HopTimes> pair = new ArrayList<>();
        for (int sample = 0; sample < shape.samples(); sample++) {
            double sent = START_US + sample * 1_000_000.0;
            double there = delays[from][to] + jitter();
            double answered = there + delays[to][from] + jitter();
            long late = random.nextInt(3_000);
            pair.add(new HopTimes(
                    Math.round(answered) + late,
                    Math.round(answered),
                    Math.round(sent + clocks[from]),
                    Math.round(sent + there + clocks[to])));
        }
        return pair;
    }

    List<HopTimes> hops(int from, int to) {
        return hops.get(from).get(to);
    }

    double delay(int from, int to) {
        return delays[from][to];
    }

    Clocks fit(boolean answered) {
        return new Latencies(shape.nodes(), answered, this::hops).clocks();
    }
}
