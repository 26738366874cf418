package dev.x0xtest.cli.options;

import dev.x0xtest.cli.UsageException;
import java.time.Duration;

/** Checks that the value of an option lies in its range; the complaint is one line that starts with the option. */
public final class Ranges {
    private Ranges() {}

    /**
     * The value, when it lies between both bounds, themselves included.
     *
     * @throws UsageException otherwise
     */
    public static int between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UsageException(option + " must lie between " + least + " and " + most + ", it is " + value);
        }
        return value;
    }

    /**
     * The value, when it is not less than the bound.
     *
     * @throws UsageException otherwise
     */
    public static int atLeast(String option, int value, int least) {
        if (value < least) {
            throw new UsageException(option + " must be at least " + least + ", it is " + value);
        }
        return value;
    }

    /**
     * The duration, when it lies between 1 ms and {@code most}.
     *
     * @param mostText {@code most} as a person writes it
     * @throws UsageException otherwise
     */
    public static Duration positive(String option, Duration value, Duration most, String mostText) {
        if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
            throw new UsageException(option + " must lie between 1ms and " + mostText);
        }
        return value;
    }
}
