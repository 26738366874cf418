package dev.x0xtest.coordinator.picture;

/** A latency as one digit: thirds of decades, from 0 below a millisecond to 9 from 500 ms on. */
public final class Digits {
    /** How many there are. */
    public static final int COUNT = 10;

    private static final long[] BELOW_MICROS = {1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000};

    private Digits() {}

    /** The digit of a latency in microseconds, which is not negative. */
    public static int of(long micros) {
        for (int digit = 0; digit < BELOW_MICROS.length; digit++) {
            if (micros < BELOW_MICROS[digit]) {
                return digit;
            }
        }
        return COUNT - 1;
    }

    /** Which latencies have this digit, such as {@code 20–50 ms}. */
    public static String range(int digit) {
        if (digit == 0) {
            return "under 1 ms";
        }
        return digit == COUNT - 1
                ? millis(BELOW_MICROS[digit - 1]) + " ms or more"
                : millis(BELOW_MICROS[digit - 1]) + "–" + millis(BELOW_MICROS[digit]) + " ms";
    }

    private static String millis(long micros) {
        return Long.toString(micros / 1_000);
    }
}
