package dev.x0xtest.cli.options;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A switch, in upstream's spellings and in TOML's own. */
public record OnOff(boolean on) {
    private static final Set<String> ON = Set.of("1", "true", "yes", "on");
    private static final Set<String> OFF = Set.of("0", "false", "no", "off", "none", "");

    /** Empty when the text says neither; case and blanks around it do not count. */
    public static Optional<OnOff> parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (ON.contains(word)) {
            return Optional.of(new OnOff(true));
        }
        return OFF.contains(word) ? Optional.of(new OnOff(false)) : Optional.empty();
    }

    /**
     * For an option of this type, with {@code arity = "0..1"} and {@code fallbackValue = "true"}: {@code converter =
     * OnOff.Converter.class}.
     */
    public static final class Converter implements ITypeConverter<OnOff> {
        @Override
        public OnOff convert(String value) {
            return parse(value)
                    .orElseThrow(() -> new TypeConversionException("'" + value + "' is neither true nor false"));
        }
    }
}
