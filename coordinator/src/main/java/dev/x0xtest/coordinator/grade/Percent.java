package dev.x0xtest.coordinator.grade;

import java.math.BigDecimal;
import java.math.MathContext;

/** A share as people write it: {@code 0.1 %}. */
public final class Percent {
    private static final MathContext DIGITS = new MathContext(3);

    private Percent() {}

    /** With three digits at most. */
    public static String of(double share) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .round(DIGITS)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }
}
