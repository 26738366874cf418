package dev.x0xtest.coordinator.explain;

import dev.x0xtest.wire.AgentId;
import java.util.HashMap;
import java.util.Map;

/**
 * When each runner went, as far as the coordinator can know: between its sending of {@code go} and the first sign that it had
 * arrived. The times in a runner's report count from there, on its own clock.
 */
final class GoTimes {
    /** A quartz is wrong by 0.1 ms in a second at most. */
    private static final long DRIFT = 10_000;

    private final Map<String, Long> sentUs = new HashMap<>();
    private final Map<String, Long> knownUs = new HashMap<>();

    /** A time and how wrong it can be, in us. */
    record Moment(long tUs, long boundUs) {
        /** Between two times. */
        static Moment between(long earliestUs, long latestUs) {
            long late = Math.max(earliestUs, latestUs);
            return new Moment(earliestUs + (late - earliestUs) / 2, (late - earliestUs + 1) / 2);
        }
    }

    private static String key(AgentId runner, String run) {
        return run + runner.hex();
    }

    /** Only the first time counts. */
    void sent(AgentId runner, String run, long tUs) {
        sentUs.putIfAbsent(key(runner, run), tUs);
    }

    /** Something came that the runner says only after it went. Only the first time counts. */
    void known(AgentId runner, String run, long tUs) {
        knownUs.putIfAbsent(key(runner, run), tUs);
    }

    /** A time in a runner's report, in ms after its {@code go}. */
    Moment at(AgentId runner, String run, long ms) {
        long sent = sentUs.getOrDefault(key(runner, run), 0L);
        Moment go = Moment.between(sent, knownUs.getOrDefault(key(runner, run), sent));
        long afterUs = ms * 1_000 + 500;
        return new Moment(go.tUs() + afterUs, go.boundUs() + 500 + Math.abs(afterUs) / DRIFT);
    }
}
