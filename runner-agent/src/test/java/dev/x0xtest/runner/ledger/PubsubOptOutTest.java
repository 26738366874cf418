package dev.x0xtest.runner.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PubsubOptOutTest {
    private static final long SECOND = 1_000_000_000L;

    private final PubsubOptOut optOut = new PubsubOptOut();

    @Test
    void lastsAsLongAsCommandsComeAndThirtySecondsMore() {
        optOut.discovery(true, 0);
        optOut.command(20 * SECOND);
        assertThat(optOut.isOptedOut(49 * SECOND)).isTrue();
        assertThat(optOut.isOptedOut(50 * SECOND)).isFalse();
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
