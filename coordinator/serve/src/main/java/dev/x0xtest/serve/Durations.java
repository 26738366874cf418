package dev.x0xtest.serve;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/** Durations in options that also take a word. */
final class Durations {
    private Durations() {}

    static Duration of(String option, String text) {
        try {
            return new DurationConverter().convert(text);
        } catch (TypeConversionException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }
}
