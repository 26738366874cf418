package dev.x0xtest.coordinator.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digits are thirds of decades: three to a factor of ten. */
class DigitsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "999,0",
        "1000,1",
        "1999,1",
        "2000,2",
        "9999,3",
        "10000,4",
        "27000,5",
        "100000,7",
        "499999,8",
        "500000,9"
    })
    void aTimeHasOneDigit(long micros, int digit) {
        assertThat(Digits.of(micros)).isEqualTo(digit);
    }

    @Test
    void threeDigitsAreAFactorOfTen() {
        for (long micros = 1_000; micros < 50_000; micros += 7) {
            assertThat(Digits.of(micros * 10)).isEqualTo(Digits.of(micros) + 3);
        }
    }

    @Test
    void eachDigitHasItsRange() {
        assertThat(IntStream.range(0, Digits.COUNT).mapToObj(Digits::range))
                .containsExactly(
                        "under 1 ms",
                        "1–2 ms",
                        "2–5 ms",
                        "5–10 ms",
                        "10–20 ms",
                        "20–50 ms",
                        "50–100 ms",
                        "100–200 ms",
                        "200–500 ms",
                        "500 ms or more");
    }
}
