package dev.x0xtest.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final long SEED = 20261121;

    @Test
    void theCeilingDoublesUpToTheLongestAndTheFloorStays() {
        Backoff backoff = Backoff.defaults();
        long[] ceilingsMs = {200, 400, 800, 1600, 3200, 6400, 10_000, 10_000};
        Random random = new Random(SEED);
        for (long ceilingMs : ceilingsMs) {
            backoff = backoff.failed();
            long longestNanos = 0;
            for (int i = 0; i < 1000; i++) {
                long delayNanos = backoff.delayNanos(random);
                assertThat(delayNanos)
                        .as("seed %d", SEED)
                        .isBetween(
                                Duration.ofMillis(100).toNanos(),
                                Duration.ofMillis(ceilingMs).toNanos());
                longestNanos = Math.max(longestNanos, delayNanos);
            }
            assertThat(longestNanos)
                    .as("the whole range is used")
                    .isGreaterThan(Duration.ofMillis(ceilingMs * 9 / 10).toNanos());
        }
    }

    @Test
    void anyNumberOfFailuresIsFine() {
        Backoff backoff = Backoff.defaults();
        for (int i = 0; i < 10_000; i++) {
            backoff = backoff.failed();
        }
        assertThat(backoff.delayNanos(new Random(SEED)))
                .isLessThanOrEqualTo(Duration.ofSeconds(10).toNanos());
        assertThat(backoff.reset()).isEqualTo(Backoff.defaults());
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
