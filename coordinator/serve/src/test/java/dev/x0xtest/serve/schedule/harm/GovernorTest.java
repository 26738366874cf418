package dev.x0xtest.serve.schedule.harm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GovernorTest {
    private static final Harm EVICTED = new Harm(12, 0, 1, 0, 0, 0);

    private final Governor governor = new Governor();

    @Test
    void eachRunThatHarmsHalvesTheRateDownToASixteenth() {
        assertThat(governor.ran(EVICTED))
                .contains("slowing down to 1/2 of the rate: 12 events evicted, 1 connection given up for another");
        assertThat(governor.ran(EVICTED)).isPresent();
        assertThat(governor.ran(EVICTED)).isPresent();
        assertThat(governor.ran(EVICTED)).isPresent();
        assertThat(governor.divisor()).isEqualTo(16);
        assertThat(governor.ran(EVICTED)).as("it says so once").isEmpty();
        assertThat(governor.divisor()).isEqualTo(16);
        assertThat(governor.factor()).isEqualTo(0.0625);
    }

    @Test
    void threeCleanRunsInARowDoubleIt() {
        governor.ran(EVICTED);
        governor.ran(EVICTED);
        governor.ran(Harm.NONE);
        governor.ran(Harm.NONE);
        assertThat(governor.divisor()).isEqualTo(4);
        assertThat(governor.ran(Harm.NONE)).contains("speeding up to 1/2 of the rate: 3 runs without harm");
        governor.ran(Harm.NONE);
        governor.ran(Harm.NONE);
        assertThat(governor.reason()).isNotEmpty();
        assertThat(governor.ran(Harm.NONE)).contains("back at the full rate: 3 runs without harm");
        assertThat(governor.divisor()).isEqualTo(1);
        assertThat(governor.reason()).isEmpty();
    }

    @Test
    void harmBetweenStartsTheCountAgain() {
        governor.ran(EVICTED);
        governor.ran(Harm.NONE);
        governor.ran(Harm.NONE);
        governor.ran(EVICTED);
        governor.ran(Harm.NONE);
        governor.ran(Harm.NONE);

        assertThat(governor.divisor()).isEqualTo(4);
    }
}
