package dev.x0xtest.wire;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The id by which x0xd addresses an agent: 64 lower-case hexadecimal characters. Source: {@code GET /agent}. */
public record AgentId(String hex) {
    public static final int LENGTH = 64;

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException unless {@code hex} is exactly 64 lower-case hexadecimal characters
     */
    public AgentId {
        if (!Hex.isLowerCase(hex, LENGTH)) {
            throw new IllegalArgumentException(
                    "an agent id is 64 lower-case hexadecimal characters, not " + WireException.quote(hex));
        }
    }

    /** Reads an agent id in either case. Empty for {@code null} and for anything that is not an agent id. */
    public static Optional<AgentId> parse(@Nullable String text) {
        if (text == null || text.length() != LENGTH) {
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return Hex.isLowerCase(lower, LENGTH) ? Optional.of(new AgentId(lower)) : Optional.empty();
    }

    /** The first eight characters, for messages to people. */
    public String short8() {
        return hex.substring(0, 8);
    }

    @Override
    public String toString() {
        return hex;
    }
}
