package dev.x0xtest.runner.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PubsubOptOutTest {
    private static final long SECOND = 1_000_000_000L;

    private boolean busy;
    private final PubsubOptOut optOut = new PubsubOptOut(() -> busy);

    @Test
    void waitsThirtySecondsForTheFirstCommand() {
        optOut.discovery(true, 0);
        optOut.activity(SECOND);
        assertThat(optOut.isOptedOut(29 * SECOND)).isTrue();
        assertThat(optOut.remainingNanos(29 * SECOND)).isEqualTo(SECOND);
        assertThat(optOut.isOptedOut(30 * SECOND)).isFalse();
    }

    @Test
    void endsFiveQuietSecondsAfterTheLastCommand() {
        optOut.discovery(true, 0);
        optOut.command(20 * SECOND);
        assertThat(optOut.isOptedOut(24 * SECOND)).isTrue();
        assertThat(optOut.remainingNanos(24 * SECOND)).isEqualTo(SECOND);
        optOut.activity(24 * SECOND);
        assertThat(optOut.isOptedOut(28 * SECOND)).isTrue();
        assertThat(optOut.isOptedOut(29 * SECOND)).isFalse();
    }

    @Test
    void theTopicsAreLeftAtTheFirstCommandAndNotWhileOthersAreStillLookedFor() {
        optOut.discovery(true, 0);
        assertThat(optOut.isOptedOut(SECOND)).isTrue();
        assertThat(optOut.isAway(SECOND)).isFalse();
        optOut.command(2 * SECOND);
        assertThat(optOut.isAway(2 * SECOND)).isTrue();
        assertThat(optOut.isAway(7 * SECOND)).isFalse();
    }

    @Test
    void aNewRunWaitsForItsFirstCommandAgain() {
        optOut.discovery(true, 0);
        optOut.command(SECOND);
        optOut.discovery(true, 2 * SECOND);
        assertThat(optOut.isOptedOut(31 * SECOND)).isTrue();
        assertThat(optOut.isOptedOut(32 * SECOND)).isFalse();
    }

    @Test
    void nothingIsQuietWhileACommandIsUnderWay() {
        optOut.discovery(true, 0);
        optOut.command(SECOND);
        busy = true;
        assertThat(optOut.isOptedOut(12 * SECOND)).isTrue();
        busy = false;
        assertThat(optOut.isOptedOut(16 * SECOND)).isTrue();
        assertThat(optOut.isOptedOut(17 * SECOND)).isFalse();
    }

    @Test
    void endsThirtySecondsAfterTheLastCommandWhateverIsUnderWay() {
        optOut.discovery(true, 0);
        optOut.command(10 * SECOND);
        busy = true;
        assertThat(optOut.isOptedOut(39 * SECOND)).isTrue();
        assertThat(optOut.isOptedOut(40 * SECOND)).isFalse();
    }

    @Test
    void aDiscoveryThatDoesNotAskForItEndsItAtOnce() {
        optOut.discovery(true, 0);
        optOut.discovery(false, SECOND);
        assertThat(optOut.isOptedOut(SECOND)).isFalse();
    }

    @Test
    void otherCommandsDoNotBeginIt() {
        optOut.command(0);
        assertThat(optOut.isOptedOut(SECOND)).isFalse();
    }
}
