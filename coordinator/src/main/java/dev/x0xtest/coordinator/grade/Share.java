package dev.x0xtest.coordinator.grade;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A share as people write and read it: {@code 0.1 %}. */
public final class Share {
    private static final MathContext DIGITS = new MathContext(3);
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,6})?) ?%");

    private Share() {}

    /** In per cent, with three digits at most. */
    public static String text(double share) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .round(DIGITS)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    /** The share in {@code 1%}, {@code 0.5 %}; empty for any other text, such as a number without its unit. */
    public static OptionalDouble parse(String text) {
        Matcher percent = PERCENT.matcher(text.strip());
        return percent.matches()
                ? OptionalDouble.of(
                        new BigDecimal(percent.group(1)).movePointLeft(2).doubleValue())
                : OptionalDouble.empty();
    }
}
