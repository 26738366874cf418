package dev.x0xtest.daemon;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: a random delay between {@code shortest} and a ceiling that doubles with each
 * failure up to {@code longest}. Immutable.
 *
 * @param failures consecutive failures so far
 */
public record Backoff(Duration shortest, Duration longest, int failures) {
    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (shortest.isNegative() || shortest.isZero() || longest.compareTo(shortest) < 0 || failures < 0) {
            throw new IllegalArgumentException("back-off from " + shortest + " to " + longest);
        }
    }

    public static Backoff defaults() {
        return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 0);
    }

    /** The back-off after one more failure. */
    public Backoff failed() {
        return new Backoff(shortest, longest, Math.min(failures + 1, MOST_DOUBLINGS));
    }

    public Backoff reset() {
        return new Backoff(shortest, longest, 0);
    }

    public long delayNanos(RandomGenerator random) {
        double ceiling = Math.min((double) longest.toNanos(), shortest.toNanos() * (double) (1L << failures));
        long floorNanos = shortest.toNanos();
        return floorNanos + random.nextLong((long) ceiling - floorNanos + 1);
    }
}
