package dev.x0xtest.serve.schedule.harm;

import java.util.Optional;

/**
 * Slows measuring down where it harms: each run with a sign of harm halves the rate, down to a sixteenth; each three clean
 * runs in a row double it again. Not thread-safe.
 */
public final class Governor {
    /** The slowest rate is one of so many. */
    public static final int SLOWEST = 16;

    /** Clean runs in a row after which the rate doubles. */
    public static final int CLEAN_RUNS = 3;

    private int divisor = 1;
    private int clean;
    private String reason = "";

    /**
     * Takes the signs of a run that has ended.
     *
     * @return a line for people where the rate changed
     */
    public Optional<String> ran(Harm harm) {
        if (!harm.none()) {
            clean = 0;
            reason = harm.text();
            if (divisor == SLOWEST) {
                return Optional.empty();
            }
            divisor *= 2;
            return Optional.of("slowing down to 1/" + divisor + " of the rate: " + reason);
        }
        if (divisor == 1 || ++clean < CLEAN_RUNS) {
            return Optional.empty();
        }
        clean = 0;
        divisor /= 2;
        if (divisor > 1) {
            return Optional.of("speeding up to 1/" + divisor + " of the rate: " + CLEAN_RUNS + " runs without harm");
        }
        reason = "";
        return Optional.of("back at the full rate: " + CLEAN_RUNS + " runs without harm");
    }

    /** 1, 2, 4, 8 or 16: one tick of so many runs, and its hosts send so many times more slowly. */
    public int divisor() {
        return divisor;
    }

    /** The rate as a share of the full one, 1 to 1/16. */
    public double factor() {
        return 1.0 / divisor;
    }

    /** The last signs of harm, for people; empty at the full rate. */
    public String reason() {
        return reason;
    }
}
