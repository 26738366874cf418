package dev.x0xtest.coordinator.latency;

/**
 * A time as one digit: each step is a third of a decade, so that three steps are ten times as long.
 *
 * <p>0 is below 1 ms; 1 to 8 begin at 1, 2, 5, 10, 20, 50, 100 and 200 ms; 9 at 500 ms.
 */
public final class TimeDigit {
    private static final long[] FROM_MS = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500};

    private TimeDigit() {}

    /** The digit of a time in us. */
    public static char of(long us) {
        int digit = FROM_MS.length - 1;
        while (digit > 0 && us < FROM_MS[digit] * 1_000) {
            digit--;
        }
        return (char) ('0' + digit);
    }

    /** The least time with this digit, in ms; 0 for the first. */
    public static long fromMs(int digit) {
        return FROM_MS[digit];
    }
}
