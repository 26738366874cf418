package dev.x0xtest.cli.options;

import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How long the raw path waits for an acknowledgement, in ms. Empty: without one, by the daemon's durable default.
 * Written like upstream's {@code X0X_…_RAW_QUIC_ACK_MS}.
 */
public record AckMillis(OptionalInt millis) {
    private static final int LONGEST = 30_000;

    public static AckMillis of(int millis) {
        return new AckMillis(OptionalInt.of(millis));
    }

    public static AckMillis none() {
        return new AckMillis(OptionalInt.empty());
    }

    /** Null when no receipt is asked for. */
    public @Nullable Integer orNull() {
        return millis.isPresent() ? millis.getAsInt() : null;
    }

    /** For an option of this type: {@code converter = AckMillis.Converter.class}. */
    public static final class Converter implements ITypeConverter<AckMillis> {
        @Override
        public AckMillis convert(String value) {
            String text = value.strip().toLowerCase(Locale.ROOT);
            if (OnOff.parse(text).filter(word -> !word.on()).isPresent()) {
                return none();
            }
            int millis = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
            if (millis < 1 || millis > LONGEST) {
                throw new TypeConversionException(
                        "'" + value + "' is neither 1 to " + LONGEST + " milliseconds nor none, off, false or 0");
            }
            return of(millis);
        }
    }
}
