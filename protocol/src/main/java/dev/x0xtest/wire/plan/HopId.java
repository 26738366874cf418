package dev.x0xtest.wire.plan;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request id of a planned hop: {@code <run>.<source>.<destination>.<sample>.<attempt>}.
 *
 * @param run 32 lower-case hexadecimal characters
 * @param source index in the roster
 * @param destination index in the roster
 * @param sample from 0
 * @param attempt from 1
 */
public record HopId(String run, int source, int destination, int sample, int attempt) {
    private static final Pattern FORM = Pattern.compile(
            "([0-9a-f]{32})\\.(0|[1-9]\\d{0,3})\\.(0|[1-9]\\d{0,3})\\.(0|[1-9]\\d{0,2})\\.([1-9]\\d{0,2})");

    /** Reads a hop id. Empty for any other text, such as an id of the per-pair path. */
    public static Optional<HopId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new HopId(parts.group(1), number(parts, 2), number(parts, 3), number(parts, 4), number(parts, 5)));
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    public String text() {
        return run + "." + source + "." + destination + "." + sample + "." + attempt;
    }

    @Override
    public String toString() {
        return text();
    }
}
