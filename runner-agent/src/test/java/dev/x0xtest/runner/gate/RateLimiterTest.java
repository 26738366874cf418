package dev.x0xtest.runner.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.AgentId;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final AgentId A = new AgentId("a".repeat(64));
    private static final AgentId B = new AgentId("b".repeat(64));
    private static final long SECOND = 1_000_000_000L;

    @Test
    void inNoMinuteAreThereMoreThanAllowed() {
        RateLimiter rate = new RateLimiter(3);
        int taken = 0;
        for (long second = 0; second < 600; second++) {
            taken += rate.tryAcquire(A, second * SECOND) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(30);
    }

    @Test
    void eachAgentHasItsOwn() {
        RateLimiter rate = new RateLimiter(1);
        assertThat(rate.tryAcquire(A, 0)).isTrue();
        assertThat(rate.tryAcquire(A, 59 * SECOND)).isFalse();
        assertThat(rate.tryAcquire(B, 59 * SECOND)).isTrue();
        assertThat(rate.tryAcquire(A, 60 * SECOND)).isTrue();
    }
}
