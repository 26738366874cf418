package dev.x0xtest.runner.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final AgentId A = new AgentId("a".repeat(64));
    private static final AgentId B = new AgentId("b".repeat(64));
    private static final long SECOND = 1_000_000_000L;

    @Test
    void inNoMinuteAreThereMoreThanAllowed() {
        RateLimiter rate = new RateLimiter(3);
        List<Long> taken = new ArrayList<>();
        for (long second = 0; second < 600; second++) {
            if (rate.tryAcquire(A, second * SECOND)) {
                taken.add(second);
            }
        }
        assertThat(taken).hasSize(30);
        for (int fourth = 3; fourth < taken.size(); fourth++) {
            assertThat(taken.get(fourth) - taken.get(fourth - 3)).isGreaterThanOrEqualTo(60);
        }
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
