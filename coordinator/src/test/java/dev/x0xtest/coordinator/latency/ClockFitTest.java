package dev.x0xtest.coordinator.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares fitted clocks with those of fleets that a model makes. The table in docs/latency.md is what this prints. */
class ClockFitTest {
    private static final int FLEETS = 1_000;

    /** Errors of the offsets of many fleets, in ms, and how often the truth was within the bound. */
    private static final class Errors {
        private final List<Double> errors = new ArrayList<>();
        private final List<Double> bounds = new ArrayList<>();
        private int within;
        private int oneWays;
        private int oneWaysWithin;

        static Errors of(FleetModel.Shape shape, boolean answered, int fleets, long seed) {
            Errors all = new Errors();
            for (int fleet = 0; fleet < fleets; fleet++) {
                all.add(shape, answered, seed + fleet);
            }
            return all;
        }

        private void add(FleetModel.Shape shape, boolean answered, long seed) {
            FleetModel model = new FleetModel(shape, seed);
            Clocks clocks = model.fit(answered);
            for (int node = 0; node < shape.nodes(); node++) {
                if (node != clocks.reference()) {
                    double truth = model.clocks[node] - model.clocks[clocks.reference()];
                    double error = Math.abs(clocks.offsetUs(node) - truth);
                    errors.add(error / 1_000);
                    bounds.add(clocks.boundUs(node) / 1_000.0);
                    within += error <= clocks.boundUs(node) + 1 ? 1 : 0;
                }
                for (int to = 0; to < shape.nodes(); to++) {
                    OneWay way = clocks.oneWay(node, to, model.hops(node, to), model.hops(to, node));
                    if (way != null) {
                        double least = model.delay(node, to);
                        oneWays++;
                        oneWaysWithin += way.valueUs() + way.boundUs() + 1 >= least
                                        && way.valueUs() - way.boundUs() - 1 <= least + 8 * shape.jitter()
                                ? 1
                                : 0;
                    }
                }
            }
        }

        private static double percentile(List<Double> all, double share) {
            List<Double> sorted = new ArrayList<>(all);
            Collections.sort(sorted);
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }

        double p95() {
            return percentile(errors, 0.95);
        }

        double covered() {
            return (double) within / errors.size();
        }

        double oneWaysCovered() {
            return (double) oneWaysWithin / oneWays;
        }

        String row(String what) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f | %.2f | %.1f %% |",
                    what,
                    percentile(errors, 0.5),
                    p95(),
                    percentile(bounds, 0.5),
                    percentile(bounds, 0.95),
                    100 * covered());
        }
    }

    private static Errors of(String what, FleetModel.Shape shape, boolean answered, int fleets) {
        long seed = Long.getLong("clocks.seed", new Random().nextLong(1L << 40));
        Errors errors = Errors.of(shape, answered, fleets, seed);
        System.out.println(errors.row(what) + " seed " + seed);
        return errors;
    }

    @Test
    void offsetsOfTheStatedModelAreWithinFiveMillisecondsAndTheirBounds() {
        Errors errors = of("6 hosts, 1 sample", FleetModel.Shape.stated(6, 1), true, FLEETS);
        assertThat(errors.p95()).isLessThan(5);
        assertThat(errors.covered()).isGreaterThan(0.95);
        assertThat(errors.oneWaysCovered()).isGreaterThan(0.95);
    }

    /** Then the jitter of a single hop stays in the offsets: the bound says so. */
    @Test
    void withoutTheRoundTripsOfAnswersTheBoundsAreWider() {
        Errors errors = of("6 hosts, 1 sample, no answers", FleetModel.Shape.stated(6, 1), false, FLEETS);
        assertThat(errors.p95()).isBetween(4.5, 6.0);
        assertThat(errors.covered()).isGreaterThan(0.95);
    }

    @Test
    void moreSamplesAndMoreHostsSayMore() {
        Errors samples = of("6 hosts, 10 samples", FleetModel.Shape.stated(6, 10), true, FLEETS);
        assertThat(samples.p95()).isLessThan(4.5);
        assertThat(samples.covered()).isGreaterThan(0.95);
        Errors hosts = of("18 hosts, 1 sample", FleetModel.Shape.stated(18, 1), true, FLEETS / 5);
        assertThat(hosts.p95()).isLessThan(3);
        assertThat(hosts.covered()).isGreaterThan(0.95);
    }

    @Test
    void thePathsOfALocalMeshGiveSmallBounds() {
        FleetModel.Shape local = new FleetModel.Shape(6, 1, 1_000, 2_000, 0.1, 200, 250_000);
        Errors errors = of("6 hosts on one machine", local, true, FLEETS);
        assertThat(errors.p95()).isLessThan(0.3);
        assertThat(errors.covered()).isGreaterThan(0.95);
    }

    /** The assumption is wrong by three: the residuals show it, and the bounds grow. */
    @Test
    void pathsThatAreLessEvenThanAssumedWidenTheBounds() {
        FleetModel.Shape uneven = new FleetModel.Shape(6, 1, 10_000, 300_000, 0.3, 4_000, 250_000);
        Errors errors = of("6 hosts, 30 % asymmetry", uneven, true, FLEETS);
        assertThat(errors.covered()).isGreaterThan(0.92);
    }

    private static HopTimes hop(long sentUs, long seenUs) {
        return new HopTimes(null, 1_000L, sentUs, seenUs);
    }

    @Test
    void aPairWithOneDirectionSaysNothingOfClocks() {
        ClockFit fit = new ClockFit(2, true);
        fit.add(0, 1, List.of(hop(0, 5)), List.of());
        assertThat(fit.fit().reference()).isEqualTo(-1);
        assertThat(fit.fit().known(0)).isFalse();
        assertThat(fit.fit().oneWay(0, 1, List.of(hop(0, 5)), List.of())).isNull();
        assertThat(new ClockFit(0, true).fit().reference()).isEqualTo(-1);
    }

    @Test
    void onlyTheLargestPartOfADividedFleetHasClocks() {
        ClockFit fit = new ClockFit(5, false);
        fit.add(0, 1, List.of(hop(0, 5_000)), List.of(hop(0, 5_000)));
        fit.add(2, 3, List.of(hop(0, 15_000)), List.of(hop(0, -5_000)));
        fit.add(3, 4, List.of(hop(0, 5_000)), List.of(hop(0, 5_000)));
        Clocks clocks = fit.fit();
        assertThat(clocks.known(0)).isFalse();
        assertThat(clocks.known(1)).isFalse();
        assertThat(clocks.offsetUs(3) - clocks.offsetUs(2)).isCloseTo(10_000, within(1L));
        assertThat(clocks.offsetUs(clocks.reference())).isZero();
        assertThat(clocks.boundUs(clocks.reference())).isZero();
        OneWay there = clocks.oneWay(2, 3, List.of(hop(0, 15_000)), List.of(hop(0, -5_000)));
        assertThat(there).isNotNull();
        assertThat(there.valueUs()).isCloseTo(5_000, within(1L));
        assertThat(there.flag()).isNull();
        assertThat(clocks.oneWay(0, 1, List.of(hop(0, 5_000)), List.of(hop(0, 5_000))))
                .isNull();
    }

    @Test
    void aHopThatArrivesBeforeItLeavesIsFlagged() {
        ClockFit fit = new ClockFit(3, false);
        fit.add(0, 1, List.of(hop(0, 5_000)), List.of(hop(0, 5_000)));
        fit.add(1, 2, List.of(hop(0, 5_000)), List.of(hop(0, 5_000)));
        Clocks clocks = fit.fit();
        OneWay way = clocks.oneWay(0, 2, List.of(hop(0, -1_000)), List.of());
        assertThat(way).isNotNull();
        assertThat(way.valueUs()).isNegative();
        assertThat(way.flag()).isEqualTo(OneWay.NEGATIVE);
    }

    @Test
    void aPairThatIsFarFromEvenIsListed() {
        FleetModel model = new FleetModel(new FleetModel.Shape(6, 1, 20_000, 20_000, 0, 10, 250_000), 7);
        long shift = Math.round(model.clocks[1] - model.clocks[0]);
        List<HopTimes> there = List.of(hop(0, 90_000 + shift));
        List<HopTimes> back = List.of(hop(0, 10_000 - shift));
        Latencies.Hops hops =
                (from, to) -> from == 0 && to == 1 ? there : from == 1 && to == 0 ? back : model.hops(from, to);
        Latencies latencies = new Latencies(6, false, hops);
        OneWay way = latencies.oneWay(0, 1);
        assertThat(way).isNotNull();
        assertThat(way.flag()).isEqualTo(OneWay.ASYMMETRIC);
        assertThat(latencies.clocks().residualUs()).isPositive();
        OneWay other = latencies.oneWay(2, 3);
        assertThat(other).isNotNull();
        assertThat(other.flag()).isNull();
    }

    /** A runner that lies about its clock cannot make a pair impossible: such a pair is left out. */
    @Test
    void aPairThatIsFasterThanAnyIsLeftOut() {
        ClockFit fit = new ClockFit(2, true);
        fit.add(0, 1, List.of(hop(0, -50_000)), List.of(hop(0, 10_000)));
        assertThat(fit.fit().reference()).isEqualTo(-1);
    }
}
