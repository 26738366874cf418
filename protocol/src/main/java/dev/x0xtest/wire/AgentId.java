package dev.x0xtest.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who an x0x agent is: the hash of its public key.
 *
 * @param hex exactly 64 lowercase hex digits
 */
public record AgentId(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public AgentId {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("an agent id is 64 lowercase hex digits");
        }
    }

    /** Uppercase is accepted and lowered, as the daemon does. */
    public static Optional<AgentId> parse(@Nullable String text) {
        if (text == null || text.length() != 64) {
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return FORM.matcher(lower).matches() ? Optional.of(new AgentId(lower)) : Optional.empty();
    }

    /** Its first eight digits, for people. */
    public String short8() {
        return hex.substring(0, 8);
    }

    @Override
    public String toString() {
        return hex;
    }
}
