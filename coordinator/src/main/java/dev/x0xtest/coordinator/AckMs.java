package dev.x0xtest.coordinator;

import dev.x0xtest.cli.UsageException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A budget for a raw receipt as upstream's environment writes it: milliseconds, or none, off, false, 0. */
final class AckMs {
    private static final Set<String> OFF = Set.of("none", "off", "false", "0");
    private static final int MOST = 30_000;

    private AckMs() {}

    static @Nullable Integer parse(String option, String text) {
        if (OFF.contains(text.strip().toLowerCase(Locale.ROOT))) {
            return null;
        }
        try {
            int value = Integer.parseInt(text.strip());
            if (value > 0 && value <= MOST) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(option + " '" + text + "' is neither milliseconds nor none, off, false, 0");
        }
        throw new UsageException(option + " must lie between 1 and " + MOST + " ms, it is " + text);
    }
}
