package dev.x0xtest.coordinator.fleet.hosts;

import java.util.Locale;

/**
 * The difference between another host's clock and ours.
 *
 * @param offsetMs their time minus ours
 * @param boundMs the error bound: half the round trip
 */
record ClockOffset(long offsetMs, long boundMs) {

    /** The offset of a remote time that was read between two local ones. */
    static ClockOffset between(long beforeMs, long theirsMs, long afterMs) {
        return new ClockOffset(theirsMs - (beforeMs + afterMs) / 2, (afterMs - beforeMs + 1) / 2);
    }

    /** Whether the difference exceeds this bound, even if the error is as large as it can be. */
    boolean beyond(long mostMs) {
        return Math.abs(offsetMs) - boundMs > mostMs;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%+d \u00b1%d", offsetMs, boundMs);
    }
}
