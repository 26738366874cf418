package dev.x0xtest.local.simulation.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostLoopTest {
    private static final long SEED = 1;
    private static final int EVERY_MS = 10;
    private static final int TICKS = 500;

    private final VirtualTime time = new VirtualTime();
    private final HostLoop host = time.host();
    private final List<Long> ranMs = new ArrayList<>();

    private void tick(int left) {
        ranMs.add(TimeUnit.NANOSECONDS.toMillis(time.nanos()));
        if (left > 0) {
            var unused = host.loop().schedule(() -> tick(left - 1), EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    private long longestGapMs() {
        long longest = 0;
        for (int i = 1; i < ranMs.size(); i++) {
            longest = Math.max(longest, ranMs.get(i) - ranMs.get(i - 1));
        }
        return longest;
    }

    @Test
    void aHostRunsItsTasksInTime() {
        host.loop().execute(() -> tick(TICKS));
        assertThat(time.runUntil(() -> false)).isFalse();
        assertThat(ranMs).hasSize(TICKS + 1);
        assertThat(longestGapMs()).isEqualTo(EVERY_MS);
    }

    @Test
    void aBusyHostRunsItsTasksLateAndLosesNone() {
        host.stall(time.nanos(), Duration.ofMillis(600), Duration.ofMillis(300), Duration.ofMillis(1_500), SEED);
        host.loop().execute(() -> tick(TICKS));
        time.runUntil(() -> ranMs.size() > TICKS);
        assertThat(ranMs).hasSize(TICKS + 1);
        assertThat(longestGapMs()).isBetween(300L, 1_500L + EVERY_MS);
    }

    @Test
    void aStoppedHostRunsNothingUntilItResumesAndTheOthersGoOn() {
        host.loop().execute(() -> tick(TICKS));
        time.runUntil(() -> ranMs.size() == 10);
        host.stop();
        var unused = time.loop().schedule(host::resume, 1, TimeUnit.MINUTES);
        time.runUntil(() -> ranMs.size() > TICKS);
        assertThat(longestGapMs()).isBetween(60_000L - EVERY_MS, 60_000L + EVERY_MS);
    }

    @Test
    void whatAnotherLoopGivesToAHostRunsAtOnce() {
        long[] ranNanos = {-1};
        long[] givenNanos = {-1};
        var unused = time.loop()
                .schedule(
                        () -> {
                            givenNanos[0] = time.nanos();
                            host.loop().execute(() -> ranNanos[0] = time.nanos());
                        },
                        5,
                        TimeUnit.SECONDS);
        var other = time.loop().schedule(() -> {}, 9, TimeUnit.SECONDS);
        assertThat(time.runUntil(() -> ranNanos[0] >= 0)).isTrue();
        assertThat(ranNanos[0]).isEqualTo(givenNanos[0]);
        assertThat(other.isDone()).isFalse();
    }
}
