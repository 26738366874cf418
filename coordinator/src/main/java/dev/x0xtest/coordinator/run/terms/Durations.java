package dev.x0xtest.coordinator.run.terms;

import java.time.Duration;

/** Durations as text. */
public final class Durations {
    private Durations() {}

    /** {@code 30 s}, {@code 500 ms}. */
    public static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
