package dev.x0xtest.coordinator.diff;

import static dev.x0xtest.coordinator.diff.DiffSamples.SIX;
import static dev.x0xtest.coordinator.diff.DiffSamples.six;
import static dev.x0xtest.coordinator.diff.DiffSamples.took;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.coordinator.diff.Slowdowns.By;
import dev.x0xtest.coordinator.diff.Slowdowns.Timed;
import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.CellView;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.report.format.ReportReader;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What counts as slower, and how often nothing does. */
class SlowdownsTest {
    private static final int RUNS = 300;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    /** Pairs of six nodes with so many samples: 20 ms, and an exponential jitter of 4 ms. */
    private List<Timed> pairs(int samples, BiPredicate<String, String> slow, LongUnaryOperator slower) {
        List<Timed> pairs = new ArrayList<>();
        for (String src : SIX) {
            for (String dst : SIX) {
                if (!src.equals(dst)) {
                    long[] after = times(samples);
                    if (slow.test(src, dst)) {
                        for (int i = 0; i < samples; i++) {
                            after[i] = slower.applyAsLong(after[i]);
                        }
                    }
                    pairs.add(new Timed(new NodeLabel(src), new NodeLabel(dst), times(samples), after));
                }
            }
        }
        return pairs;
    }

    private long[] times(int samples) {
        return random.doubles(samples)
                .mapToLong(chance -> Math.round(20_000 - 4_000 * Math.log(1 - chance)))
                .toArray();
    }

    /** One false alarm in a hundred comparisons is allowed: 300 with more than 12 happen once in 8,000 tests. */
    @Test
    void noiseIsNotSlower() {
        for (int samples : new int[] {1, 20}) {
            int alarms = 0;
            for (int run = 0; run < RUNS; run++) {
                alarms += Slowdowns.of(pairs(samples, (src, dst) -> false, us -> us))
                                .list()
                                .isEmpty()
                        ? 0
                        : 1;
            }
            assertThat(alarms).as("seed %d, %d samples", seed, samples).isLessThanOrEqualTo(12);
        }
    }

    @Test
    void aPairWithManySamplesIsNamedAlone() {
        Slowdowns found =
                Slowdowns.of(pairs(20, (src, dst) -> src.equals("nyc") && dst.equals("sfo"), us -> us + 15_000));
        assertThat(found.by()).isEqualTo(By.PAIRS);
        assertThat(found.tests()).isEqualTo(30);
        assertThat(found.list()).as("seed %d", seed).anySatisfy(one -> {
            assertThat(one.src()).isEqualTo(new NodeLabel("nyc"));
            assertThat(one.dst()).isEqualTo(new NodeLabel("sfo"));
            assertThat(one.afterUs() - one.beforeUs()).isBetween(9_000L, 21_000L);
            assertThat(one.chance()).isLessThan(0.001);
        });
    }

    @Test
    void oneSampleAgainstOneBlamesANodeAndNeverAPair() {
        Slowdowns found = Slowdowns.of(pairs(1, DiffSamples.touching("sfo"), us -> us + 100_000));
        assertThat(found.by()).isEqualTo(By.NODES);
        assertThat(found.tests()).isEqualTo(7);
        assertThat(found.list()).as("seed %d", seed).hasSize(1).allSatisfy(one -> {
            assertThat(one.node()).isEqualTo(new NodeLabel("sfo"));
            assertThat(one.src()).isNull();
        });
        assertThat(Slowdowns.of(pairs(1, DiffSamples.pair("nyc", "sfo"), us -> us + 1_000_000))
                        .list())
                .as("seed %d", seed)
                .noneMatch(one -> one.src() != null || one.dst() != null);
    }

    @Test
    void whatSlowsAllIsOneLine() {
        Slowdowns found = Slowdowns.of(pairs(1, (src, dst) -> true, us -> us + 100_000));
        assertThat(found.list()).hasSize(1).allSatisfy(one -> {
            assertThat(one.src()).isNull();
            assertThat(one.node()).isNull();
        });
    }

    /** However sure: less than a millisecond, or less than a tenth, is nothing to act on. */
    @Test
    void littleIsNotListed() {
        assertThat(Slowdowns.of(constant(2_000, 2_900)).list()).isEmpty();
        assertThat(Slowdowns.of(constant(20_000, 21_500)).list()).isEmpty();
        assertThat(Slowdowns.of(constant(20_000, 22_500)).list()).hasSize(30);
    }

    private List<Timed> constant(long before, long after) {
        return pairs(1, (src, dst) -> true, us -> us).stream()
                .map(pair -> new Timed(pair.src(), pair.dst(), many(before), many(after)))
                .toList();
    }

    private static long[] many(long us) {
        return new Random(1).longs(20, us, us + 100).toArray();
    }

    /** A file has the histograms of the pairs, in three digits. */
    @Test
    void theSamplesOfAReportAndOfItsFileNameThePair() throws IOException {
        Report base = timed(20_000);
        Report head = timed(60_000);
        for (boolean file : new boolean[] {false, true}) {
            Slowdowns found = file
                    ? Diff.of(read(base), read(head)).slower()
                    : Diff.of(base, head).slower();
            assertThat(found.by()).isEqualTo(By.PAIRS);
            assertThat(found.list()).hasSize(1).allSatisfy(one -> {
                assertThat(one.src()).isEqualTo(new NodeLabel("nyc"));
                assertThat(one.dst()).isEqualTo(new NodeLabel("sfo"));
                assertThat(one.afterUs()).isBetween(60_000L, 60_100L);
            });
        }
    }

    private static Report read(Report report) throws IOException {
        return ReportReader.of(new ObjectMapper().readTree(ReportJson.text(report)));
    }

    /** Twenty hops of each pair take 20 ms, but for those from nyc to sfo. */
    private static Report timed(long nycToSfoUs) {
        Report plain = six().build();
        CellView cells = new CellView(plain.cells().size(), new CellView.Source() {
            @Override
            public CellReport cell(int index) {
                return plain.cells().get(index);
            }

            @Override
            public List<HopTimes> times(int index) {
                CellReport cell = cell(index);
                boolean slow =
                        cell.src().text().equals("nyc") && cell.dst().text().equals("sfo");
                return LongStream.range(0, 20)
                        .mapToObj(hop -> new HopTimes(null, (slow ? nycToSfoUs : 20_000) + hop, null, null))
                        .toList();
            }
        });
        return Report.of(
                plain.runId(),
                plain.plane(),
                plain.scope(),
                plain.anchor(),
                plain.roster(),
                cells,
                plain.totals().controlDms(),
                plain.timing(),
                null,
                plain.counters(),
                plain.warnings(),
                1,
                null);
    }

    @Test
    void aReportOfOneSampleIsComparedByItsNodes() {
        Report base = six().cells((src, dst) -> true, (src, dst) -> took(src, dst, 20))
                .build();
        Report head = six().cells((src, dst) -> true, (src, dst) -> took(src, dst, 20))
                .cells(DiffSamples.touching("sfo"), (src, dst) -> took(src, dst, 90))
                .build();
        assertThat(Diff.of(base, head).slower().list()).hasSize(1).allSatisfy(one -> {
            assertThat(one.node()).isEqualTo(new NodeLabel("sfo"));
            assertThat(one.beforeUs()).isEqualTo(20_000);
            assertThat(one.afterUs()).isEqualTo(90_000);
        });
        assertThat(DiffWords.sentence(Diff.of(base, head)))
                .isEqualTo("nothing new: all 30 pairs are proven in both runs, 1 node slower");
    }
}
