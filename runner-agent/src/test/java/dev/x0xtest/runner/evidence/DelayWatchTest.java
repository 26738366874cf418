package dev.x0xtest.runner.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.plan.Evidence;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DelayWatchTest {
    private static final long MS = 1_000_000L;
    private static final long GO = 7_000 * MS;

    private final DelayWatch watch = new DelayWatch(GO, GO);
    private long nowMs;

    /** The timer runs this much later than it is due. */
    private void late(long ms) {
        nowMs += 50 + ms;
        watch.at(GO + nowMs * MS);
        watch.next(GO + nowMs * MS);
    }

    @Test
    void aStopOfHalfASecondIsOneWindow() {
        late(0);
        late(500);
        late(0);
        assertThat(watch.windows()).containsExactly(new Evidence.Window(100, 600));
        assertThat(watch.worstMs()).isEqualTo(500);
    }

    @Test
    void aShortDelayIsNoWindow() {
        late(99);
        assertThat(watch.windows()).isEmpty();
        assertThat(watch.worstMs()).isEqualTo(99);
        late(100);
        assertThat(watch.windows()).hasSize(1);
    }

    @Test
    void aReportBeforeTheOverdueTimerCountsItOnce() {
        nowMs = 650;
        watch.at(GO + nowMs * MS);
        nowMs = 651;
        watch.at(GO + nowMs * MS);
        assertThat(watch.windows()).containsExactly(new Evidence.Window(50, 650));
        assertThat(watch.worstMs()).isEqualTo(600);
    }

    @Test
    void theLongestSixteenAreKept() {
        LongStream.rangeClosed(1, 40).forEach(n -> late(100 + (n * 7) % 40));
        assertThat(watch.windows()).hasSize(Evidence.WINDOWS);
        assertThat(watch.windows())
                .allMatch(window -> window.toMs() - window.fromMs() >= 124)
                .isSortedAccordingTo((a, b) -> Long.compare(a.fromMs(), b.fromMs()));
    }
}
