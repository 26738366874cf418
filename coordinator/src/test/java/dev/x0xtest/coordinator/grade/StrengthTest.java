package dev.x0xtest.coordinator.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a strength costs, and what so many samples then show. */
class StrengthTest {
    private static final Strength ONE_PERCENT = new Strength(0.01, 100_000);

    private static Strength.Cost cost(int nodes) {
        return new Strength.Cost(nodes * (nodes - 1), 299, 299 * 2_048L, Duration.ofMillis(29_900));
    }

    @ParameterizedTest
    @CsvSource({"0.01, 299", "0.05, 59", "0.1, 29", "0.003, 998", "0.5, 5"})
    void soManySamplesWithoutALossShowIt(double loss, int samples) {
        assertThat(Strength.samples(loss)).isEqualTo(samples);
        assertThat(Loss.of(samples, 0).high()).isLessThanOrEqualTo(loss);
        assertThat(Loss.of(samples - 1, 0).high()).isGreaterThan(loss);
    }

    @Test
    void theCostIsOneLine() {
        assertThat(ONE_PERCENT.price(cost(6)))
                .isEqualTo("strength 1 %: 299 hops a pair, 8,970 messages, 18.4 MB of payload, 30 s");
        assertThat(new Strength.Cost(2, 5, 80, null)).hasToString("5 hops a pair, 10 messages, 0.2 kB of payload");
    }

    @Test
    void aRunThatSendsTooMuchIsRefusedWithWhatItNeeds() {
        assertThatCode(() -> ONE_PERCENT.check(cost(18))).doesNotThrowAnyException();
        assertThatThrownBy(() -> ONE_PERCENT.check(cost(60)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--strength needs 1,058,460 messages, and --max-messages allows 100,000: ")
                .hasMessageEndingWith("or --max-messages 1058460");
    }
}
