package dev.x0xtest.coordinator.grade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grades from counts; {@link NullFleetsTest} counts how often they are false. */
class GradingTest {
    private static final int SIX_NODES = 30;

    @Test
    void nothingObservedIsUnknownNeverDown() {
        assertThat(Grading.of(SIX_NODES).grade(0, 0)).isEqualTo(Grade.UNKNOWN);
        assertThat(Grading.of(2).grade(0, 0)).isEqualTo(Grade.UNKNOWN);
    }

    @Test
    void oneSampleProvesLittle() {
        assertThat(Grading.of(SIX_NODES).grade(1, 0)).isEqualTo(Grade.UNKNOWN);
        assertThat(Grading.of(SIX_NODES).grade(1, 1)).isEqualTo(Grade.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "55, 0, UP",
        "54, 0, UNKNOWN",
        "2, 2, DOWN",
        "20, 20, DOWN",
        "20, 2, FLAKY",
        "20, 1, UNKNOWN",
        "299, 2, UP"
    })
    void aPairOfSixNodes(int sent, int lost, Grade grade) {
        assertThat(Grading.of(SIX_NODES).grade(sent, lost)).isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "30, 2", "990, 2", "1100, 3", "89700, 3"})
    void aPairThatDeliversNothingIsDownAfterFewLosses(int pairs, int losses) {
        Grading grading = Grading.of(pairs);
        assertThat(grading.grade(losses, losses)).isEqualTo(Grade.DOWN);
        assertThat(grading.grade(losses - 1, losses - 1)).isEqualTo(Grade.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"30, 55", "89700, 132"})
    void theSamplesThatShowAPairToBeUpGrowWithTheLogarithmOfThePairs(int pairs, int samples) {
        Grading grading = Grading.of(pairs);
        assertThat(grading.samplesForUp()).isEqualTo(samples);
        assertThat(grading.grade(samples, 0)).isEqualTo(Grade.UP);
        assertThat(grading.grade(samples - 1, 0)).isEqualTo(Grade.UNKNOWN);
    }
}
