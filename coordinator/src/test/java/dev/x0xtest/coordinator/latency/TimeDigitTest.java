package dev.x0xtest.coordinator.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeDigitTest {
    @ParameterizedTest
    @CsvSource({
        "-1,0",
        "0,0",
        "999,0",
        "1000,1",
        "1999,1",
        "2000,2",
        "5000,3",
        "10000,4",
        "200000,8",
        "499999,8",
        "500000,9"
    })
    void aDigitBeginsAtItsTime(long us, int digit) {
        assertThat(TimeDigit.of(us)).isEqualTo(digit);
        assertThat(TimeDigit.mark(us)).isEqualTo((char) ('0' + digit));
    }

    @Test
    void eachDigitHasItsRange() {
        assertThat(IntStream.range(0, TimeDigit.COUNT).mapToObj(TimeDigit::range))
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

    @Test
    void threeStepsAreADecade() {
        for (int digit = 1; digit < 7; digit++) {
            assertThat(TimeDigit.fromMs(digit + 3)).isEqualTo(10 * TimeDigit.fromMs(digit));
        }
    }
}
