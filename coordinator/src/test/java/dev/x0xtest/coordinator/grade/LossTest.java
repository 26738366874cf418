package dev.x0xtest.coordinator.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact bounds of a loss, against values that R's {@code binom.test} gives: 90 %, two-sided. */
class LossTest {
    private static final double CLOSE = 1e-6;

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0.95",
        "1, 1, 0.05, 1",
        "10, 1, 0.005116197, 0.394163",
        "20, 6, 0.139554, 0.5078182",
        "299, 0, 0, 0.009969",
        "100, 100, 0.9704869, 1"
    })
    void boundsOf(int sent, int lost, double low, double high) {
        Loss loss = Loss.of(sent, lost);
        assertThat(loss.low()).isCloseTo(low, within(CLOSE));
        assertThat(loss.high()).isCloseTo(high, within(CLOSE));
    }

    @Test
    void nothingObservedSaysNothing() {
        assertThat(Loss.of(0, 0)).isEqualTo(new Loss(0, 0, 0, 1));
    }

    @Test
    void moreThanWasSentCannotBeLost() {
        assertThatThrownBy(() -> Loss.of(2, 3)).hasMessage("3 of 2 samples cannot be lost");
    }
}
