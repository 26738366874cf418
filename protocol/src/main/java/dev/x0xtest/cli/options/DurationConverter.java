package dev.x0xtest.cli.options;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts {@code 500ms}, {@code 30s}, {@code 1m30s}, {@code 1.5s}, {@code 2m} and {@code 1h} to a duration of whole
 * milliseconds. A bare number is seconds, as in upstream's options.
 */
public final class DurationConverter implements ITypeConverter<Duration> {
    /** For the help page of a command with durations. */
    public static final String HELP = "A DURATION is numbers with units: 500ms, 30s, 1m30s, 2m or 1h; 90 is 90 s.";

    private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,9})?)";
    private static final Pattern BARE = Pattern.compile(NUMBER);
    private static final Pattern FORM = Pattern.compile(
            "(?:" + NUMBER + "h)?\\s*(?:" + NUMBER + "m(?!s))?\\s*(?:" + NUMBER + "s)?\\s*(?:" + NUMBER + "ms)?");
    private static final long[] MILLIS = {3_600_000, 60_000, 1000, 1};

    @Override
    public Duration convert(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        Matcher bare = BARE.matcher(text);
        if (bare.matches()) {
            return whole(value, part(bare.group(1), 1000));
        }
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || !form.matches()) {
            throw new TypeConversionException("'" + value + "' is not a duration such as 500ms, 30s, 1m30s, 2m or 1h");
        }
        BigDecimal millis = BigDecimal.ZERO;
        for (int unit = 0; unit < MILLIS.length; unit++) {
            millis = millis.add(part(form.group(unit + 1), MILLIS[unit]));
        }
        return whole(value, millis);
    }

    private static BigDecimal part(@Nullable String number, long millis) {
        return number == null ? BigDecimal.ZERO : new BigDecimal(number).multiply(BigDecimal.valueOf(millis));
    }

    private static Duration whole(String value, BigDecimal millis) {
        try {
            return Duration.ofMillis(millis.longValueExact());
        } catch (ArithmeticException e) {
            throw new TypeConversionException("'" + value + "' is finer than 1 ms");
        }
    }
}
