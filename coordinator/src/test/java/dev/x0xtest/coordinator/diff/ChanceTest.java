package dev.x0xtest.coordinator.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probabilities against values that were computed by hand, or by R. */
class ChanceTest {
    /** The third one is R's fisher.test(matrix(c(20, 0, 12, 8), 2), alternative = "greater"). */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, 1, 0.5",
        "20, 20, 19, 20, 0.5",
        "20, 20, 12, 20, 0.001638",
        "5, 10, 10, 10, 1",
        "0, 0, 3, 4, 1"
    })
    void asFewSuccessesByChance(int firstSuccesses, int first, int secondSuccesses, int second, double expected) {
        assertThat(Chance.asFew(firstSuccesses, first, secondSuccesses, second)).isCloseTo(expected, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "0, 10, 1", "10, 10, 0.0009765625", "9, 10, 0.0107421875", "1, 1, 0.5", "300, 600, 0.51628"})
    void soManyHeadsByChance(int heads, int tosses, double expected) {
        assertThat(Chance.atLeast(heads, tosses)).isCloseTo(expected, within(1e-6));
    }

    /** As R's wilcox.test(second, first, alternative = "greater", exact = TRUE) gives them. */
    @Test
    void ranksSoHighByChance() {
        assertThat(Chance.asHigh(new long[] {1, 2, 3}, new long[] {4, 5, 6})).isCloseTo(0.05, within(1e-12));
        assertThat(Chance.asHigh(new long[] {1, 2, 5}, new long[] {3, 4, 6})).isCloseTo(0.2, within(1e-12));
        assertThat(Chance.asHigh(new long[] {4, 5, 6}, new long[] {1, 2, 3})).isCloseTo(1, within(1e-12));
        long[] low = LongStream.range(0, 10).toArray();
        long[] high = LongStream.range(100, 110).toArray();
        assertThat(Chance.asHigh(low, high)).isCloseTo(1 / 184_756.0, within(1e-12));
    }

    @Test
    void equalValuesCountAgainstTheSecond() {
        assertThat(Chance.asHigh(new long[] {1, 2, 3}, new long[] {3, 4, 5})).isCloseTo(0.1, within(1e-12));
        long[] same = new long[25];
        assertThat(Chance.asHigh(same, same)).isCloseTo(1, within(1e-12));
    }

    /** As R's p.adjust gives them. */
    @Test
    void correctionsForManyTests() {
        double[] chances = {0.04, 0.001, 0.03, 0.02};
        assertThat(Chance.holm(chances)).containsExactly(new double[] {0.06, 0.004, 0.06, 0.06}, within(1e-12));
        assertThat(Chance.benjaminiHochberg(chances))
                .containsExactly(new double[] {0.04, 0.004, 0.04, 0.04}, within(1e-12));
    }

    @Test
    void theMedianIsTheMiddle() {
        assertThat(Chance.median(new long[] {9, 1, 5})).isEqualTo(5);
        assertThat(Chance.median(new long[] {9, 1, 5, 6})).isEqualTo(5);
    }
}
