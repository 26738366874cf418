package dev.x0xtest.coordinator.fleet.hosts;

import java.util.Locale;

/**
 * Another host's clock against ours.
 *
 * @param offsetMs theirs less ours
 * @param boundMs by how much that may be wrong: half the time that asking took
 */
record ClockOffset(long offsetMs, long boundMs) {

    /** From what their clock said at some moment between two of ours. */
    static ClockOffset between(long beforeMs, long theirsMs, long afterMs) {
        return new ClockOffset(theirsMs - (beforeMs + afterMs) / 2, (afterMs - beforeMs + 1) / 2);
    }

    /** Whether the clocks surely differ by more than this. */
    boolean beyond(long mostMs) {
        return Math.abs(offsetMs) - boundMs > mostMs;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%+d \u00b1%d", offsetMs, boundMs);
    }
}
