package dev.x0xtest.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a network, such as test or prod. Several networks may share the hosts of a fleet. Runners and
 * coordinators get it at start; it is not x0xd's {@code network_id}.
 */
public record NetworkName(String text) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException with one line for the person who typed the name
     */
    public NetworkName {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a network name: " + WireException.quote(text)
                    + " (1 to 32 of a-z, 0-9, '.', '_', '-'; a letter or digit first)");
        }
    }

    public static Optional<NetworkName> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new NetworkName(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
