package dev.x0xtest.runner.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DaemonWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private final DaemonWatch watch = new DaemonWatch();

    @Test
    void theSameDaemonGrowsOldWithTheClock() {
        assertThat(watch.restarted(10, 0)).isFalse();
        assertThat(watch.restarted(69, 60 * SECOND)).isFalse();
        assertThat(watch.restarted(71, 60 * SECOND)).isFalse();
    }

    @Test
    void aYoungerOneWasRestarted() {
        assertThat(watch.restarted(10, 0)).isFalse();
        assertThat(watch.restarted(1, 60 * SECOND)).isTrue();
        assertThat(watch.restarted(2, 61 * SECOND)).isFalse();
    }

    @Test
    void aDaemonThatCaughtUpWithItsFormersAgeWasRestartedAllTheSame() {
        assertThat(watch.restarted(2, 0)).isFalse();
        assertThat(watch.restarted(3, 10 * SECOND)).isTrue();
    }
}
