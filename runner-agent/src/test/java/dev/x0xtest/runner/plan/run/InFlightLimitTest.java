package dev.x0xtest.runner.plan.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightLimitTest {
    private static final long MS = 1_000_000;

    private final InFlightLimit limit = new InFlightLimit(16);

    private void accepted(int times, long tookMs) {
        for (int i = 0; i < times; i++) {
            limit.accepted(tookMs * MS);
        }
    }

    @Test
    void staysAsPlannedWhileSendsAreAsFastAsTheFirstTwenty() {
        accepted(200, 5);
        accepted(200, 19);
        assertThat(limit.now()).isEqualTo(16);
        assertThat(limit.slowedTo()).isNull();
    }

    @Test
    void halvesWhenTheMedianIsMoreThanFourTimesThatOfTheFirstTwenty() {
        accepted(20, 5);
        accepted(20, 25);
        assertThat(limit.slowedTo()).isEqualTo(8);
        accepted(19, 25);
        assertThat(limit.slowedTo()).as("the next twenty decide").isEqualTo(8);
        accepted(1, 25);
        assertThat(limit.slowedTo()).isEqualTo(4);
        accepted(1_000, 25);
        assertThat(limit.now()).as("one hop always may leave").isEqualTo(1);
    }

    @Test
    void aFewSlowSendsChangeNothing() {
        accepted(20, 5);
        for (int i = 0; i < 100; i++) {
            accepted(9, 5);
            accepted(1, 900);
        }
        assertThat(limit.slowedTo()).isNull();
    }

    @Test
    void halvesWhenItsDaemonAsksForFewerRequests() {
        limit.refused(1, 429, "rate_limited");
        assertThat(limit.slowedTo()).isEqualTo(8);
    }

    @Test
    void oneUnreachableDestinationIsToBlameItself() {
        for (int i = 0; i < 100; i++) {
            limit.refused(1, 503, "no_connectivity");
        }
        assertThat(limit.slowedTo()).isNull();
        limit.refused(2, 503, "receiver_backpressured");
        assertThat(limit.slowedTo()).isEqualTo(8);
    }

    @Test
    void aRecipientThatIsNotKnownYetIsNoOverload() {
        limit.refused(1, 503, "recipient_undiscovered");
        limit.refused(2, 503, "recipient_undiscovered");
        limit.refused(3, 504, "timeout");
        assertThat(limit.slowedTo()).isNull();
    }
}
