package dev.x0xtest.coordinator.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {
    private static Samples of(LongStream times) {
        Samples samples = Samples.ofPair();
        times.forEach(samples::add);
        return samples;
    }

    @Test
    void nothingIsSaidOfNoSamples() {
        assertThat(Samples.ofPair().figures()).isEqualTo(new Figures(0, null, null, null, null, null, null));
        assertThat(Samples.ofMany().figures()).isEqualTo(Figures.NONE);
        assertThat(Samples.ofPair().median()).isEqualTo(-1);
    }

    @Test
    void aPercentileNeedsItsSamples() {
        assertThat(of(LongStream.rangeClosed(1, 2)).figures()).isEqualTo(new Figures(2, 1L, 1L, null, null, 2L, null));
        Figures nine = of(LongStream.rangeClosed(1, 9)).figures();
        assertThat(nine.p50()).isEqualTo(5);
        assertThat(nine.p90()).isNull();
        Figures ten = of(LongStream.rangeClosed(1, 10)).figures();
        assertThat(ten.p50()).isEqualTo(5);
        assertThat(ten.p90()).isEqualTo(9);
        assertThat(ten.p99()).isNull();
        assertThat(of(LongStream.rangeClosed(1, 99)).figures().p99()).isNull();
        assertThat(of(LongStream.rangeClosed(1, 100)).figures().p99()).isEqualTo(99);
    }

    /** Up to 64 samples every figure is exact, above it is right to three digits; least and most always are exact. */
    @ParameterizedTest
    @ValueSource(ints = {3, 10, 63, 64, 65, 100, 1_000})
    void figuresAreThoseOfTheSortedSamples(int count) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long[] times = random.longs(count, 1, 40_000_000).toArray();
        Figures pair = of(LongStream.of(times)).figures();
        Samples many = Samples.ofMany();
        LongStream.of(times).forEach(many::add);
        Arrays.sort(times);
        double wrong = count > Samples.MOST_RAW ? 0.001 : 0;
        compare(pair, times, wrong, seed);
        compare(many.figures(), times, wrong, seed);
        assertThat(many.figures().hdr())
                .as("seed %d: equal samples, equal text, but none for a few of many pairs", seed)
                .isEqualTo(count < Figures.LEAST_HDR_OF_MANY ? null : pair.hdr());
    }

    private static void compare(Figures figures, long[] sorted, double wrong, long seed) {
        int count = sorted.length;
        assertThat(figures.count()).isEqualTo(count);
        assertThat(figures.min()).isEqualTo(sorted[0]);
        assertThat(figures.max()).isEqualTo(sorted[count - 1]);
        close(figures.p50(), sorted[(count + 1) / 2 - 1], wrong, seed);
        if (count >= 10) {
            close(figures.p90(), sorted[(count * 9 + 9) / 10 - 1], wrong, seed);
        }
    }

    private static void close(@Nullable Long figure, long truth, double wrong, long seed) {
        assertThat(figure).as("seed %d", seed).isCloseTo(truth, within((long) (wrong * truth)));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 64, 200})
    void partsAreMergedToTheWhole(int count) {
        Samples low = of(LongStream.rangeClosed(1, count).map(us -> us * 100));
        Samples high = of(LongStream.rangeClosed(count + 1, 2L * count).map(us -> us * 100));
        Samples whole = of(LongStream.rangeClosed(1, 2L * count).map(us -> us * 100));
        low.add(high);
        assertThat(low.figures()).isEqualTo(whole.figures());
        Samples read = Samples.of(String.valueOf(high.figures().hdr()));
        assertThat(read.count()).isEqualTo(count);
        Samples many = Samples.ofMany();
        many.add(read);
        many.add(of(LongStream.rangeClosed(1, count).map(us -> us * 100)));
        assertThat(many.figures().hdr()).isEqualTo(whole.figures().hdr());
    }

    @Test
    void whatNoHopTakesIsClamped() {
        Samples samples = of(LongStream.of(-5, Long.MAX_VALUE, 7));
        assertThat(samples.figures().min()).isZero();
        assertThat(samples.figures().max()).isEqualTo(Samples.MOST_US);
        Samples many = Samples.ofMany();
        many.add(Long.MAX_VALUE);
        assertThat(many.figures().p50()).isEqualTo(Samples.MOST_US);
    }

    @Test
    void whatIsNoHistogramIsRefused() {
        String good = String.valueOf(of(LongStream.rangeClosed(1, 5)).figures().hdr());
        for (String bad : new String[] {"", "?", "AAAA", good.substring(0, good.length() - 8), "AAAA" + good}) {
            assertThatIllegalArgumentException().as(bad).isThrownBy(() -> Samples.of(bad));
        }
    }
}
