package dev.x0xtest.coordinator.latency;

import static org.assertj.core.api.Assertions.assertThat;

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
    void aDigitBeginsAtItsTime(long us, char digit) {
        assertThat(TimeDigit.of(us)).isEqualTo(digit);
    }

    @Test
    void threeStepsAreADecade() {
        for (int digit = 1; digit < 7; digit++) {
            assertThat(TimeDigit.fromMs(digit + 3)).isEqualTo(10 * TimeDigit.fromMs(digit));
        }
    }
}
