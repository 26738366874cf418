package dev.x0xtest.cli.terminal;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * In which charset a person's terminal decodes what we write. Java's own default is no answer: the launchers may give
 * Java a UTF-8 locale so that it can open every file, while the person's locale is {@code C}.
 */
public final class LocaleCharset {
    /** Set by a launcher that changes the locale: the charset of the person's own, as {@code locale charmap} names it. */
    public static final String PROPERTY = "x0xtest.charset";

    static final List<String> PROPERTIES = List.of(PROPERTY, "stdout.encoding");
    private static final List<String> VARIABLES = List.of("LC_ALL", "LC_CTYPE", "LANG");

    private LocaleCharset() {}

    /** A pure function of system properties and environment variables. A charset that Java does not know is ASCII. */
    public static Charset of(Map<String, String> properties, Map<String, String> environment) {
        for (String name : PROPERTIES) {
            String value = properties.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return named(value).orElse(StandardCharsets.US_ASCII);
            }
        }
        return VARIABLES.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .flatMap(LocaleCharset::ofLocale)
                .orElse(StandardCharsets.US_ASCII);
    }

    /** {@code en_GB.UTF-8@euro}; also {@code UTF-8} alone, as macOS writes it. */
    private static Optional<Charset> ofLocale(String locale) {
        String plain = locale.split("@", 2)[0];
        int dot = plain.indexOf('.');
        if (dot >= 0) {
            return named(plain.substring(dot + 1));
        }
        return plain.toUpperCase(Locale.ROOT).startsWith("UTF") ? named(plain) : Optional.empty();
    }

    private static Optional<Charset> named(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }
}
