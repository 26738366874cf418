package dev.x0xtest.coordinator.latency;

/**
 * A time as one digit: each step is a third of a decade, so that three steps are ten times as long.
 *
 * <p>0 is below 1 ms; 1 to 8 begin at 1, 2, 5, 10, 20, 50, 100 and 200 ms; 9 at 500 ms.
 */
public final class TimeDigit {
    private static final long[] FROM_MS = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500};

    /** How many there are. */
    public static final int COUNT = FROM_MS.length;

    private TimeDigit() {}

    /** The digit of a time in us. */
    public static int of(long us) {
        int digit = COUNT - 1;
        while (digit > 0 && us < FROM_MS[digit] * 1_000) {
            digit--;
        }
        return digit;
    }

    /** The same as a character. */
    public static char mark(long us) {
        return (char) ('0' + of(us));
    }

    /** The least time with this digit, in ms; 0 for the first. */
    public static long fromMs(int digit) {
        return FROM_MS[digit];
    }

    /** Which times have this digit, such as {@code 20–50 ms}. */
    public static String range(int digit) {
        if (digit == 0) {
            return "under " + FROM_MS[1] + " ms";
        }
        return digit == COUNT - 1 ? FROM_MS[digit] + " ms or more" : FROM_MS[digit] + "–" + FROM_MS[digit + 1] + " ms";
    }
}
