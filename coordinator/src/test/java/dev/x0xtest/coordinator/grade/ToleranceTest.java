package dev.x0xtest.coordinator.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tolerated loss covers in a run of six nodes. */
class ToleranceTest {
    private static final int SIX_NODES = 30;

    @ParameterizedTest
    @CsvSource({
        "0.01, 100, 1, TOLERATED",
        "0.01, 100, 4, TOLERATED",
        "0.01, 100, 5, TOLERATED",
        "0.01, 100, 6, EXCEEDED",
        "0.01, 299, 9, TOLERATED",
        "0.01, 299, 10, EXCEEDED",
        "0.01, 99, 1, UNDECIDED",
        "0.01, 20, 1, UNDECIDED",
        "0.01, 20, 3, EXCEEDED",
        "0.1, 10, 1, TOLERATED",
        "0.1, 10, 5, EXCEEDED",
        "0.5, 2, 2, EXCEEDED",
        "0.5, 1, 1, EXCEEDED"
    })
    void ruling(double loss, int sent, int lost, Tolerance.Ruling ruling) {
        assertThat(new Tolerance(loss, SIX_NODES).ruling(sent, lost)).isEqualTo(ruling);
    }

    @Test
    void theMostThatIsToleratedIsTheLastBeforeTheLossIsShownToExceedIt() {
        Tolerance tolerance = new Tolerance(0.01, SIX_NODES);
        assertThat(tolerance.samples()).isEqualTo(100);
        assertThat(tolerance.mostLost(100)).isEqualTo(5);
        assertThat(tolerance.mostLost(299)).isEqualTo(9);
    }

    @Test
    void allOrNothingCannotBeTolerated() {
        assertThatThrownBy(() -> new Tolerance(0, 2)).hasMessage("a loss of 0.0 cannot be tolerated");
        assertThatThrownBy(() -> new Tolerance(1, 2)).hasMessage("a loss of 1.0 cannot be tolerated");
    }

    @ParameterizedTest
    @CsvSource({"1%, 0.01", "0.5 %, 0.005", "12.25%, 0.1225"})
    void aPercentageIsRead(String text, double share) {
        assertThat(Share.parse(text)).hasValue(share);
    }

    @ParameterizedTest
    @CsvSource({"1", "-1%", "100%", "one%", "0.01", "1e-2%"})
    void aNumberWithoutItsUnitIsNotGuessed(String text) {
        assertThat(Share.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.01, 1 %", "0.001, 0.1 %", "0.009969147, 0.997 %", "0.5, 50 %"})
    void aShareIsWrittenInPerCent(double share, String text) {
        assertThat(Share.text(share)).isEqualTo(text);
    }
}
