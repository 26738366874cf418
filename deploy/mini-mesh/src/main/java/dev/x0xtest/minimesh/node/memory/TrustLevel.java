package dev.x0xtest.minimesh.node.memory;

import java.util.Locale;
import java.util.Optional;

/** What a contact is worth to us, lowest first. */
public enum TrustLevel {
    BLOCKED,
    UNKNOWN,
    KNOWN,
    TRUSTED;

    /** As in the API: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a card import answers it: {@code Known}. */
    public String capitalised() {
        return name().charAt(0) + wire().substring(1);
    }

    /** Case does not matter; empty for anything that is no level. */
    public static Optional<TrustLevel> parse(String text) {
        for (TrustLevel level : values()) {
            if (level.wire().equals(text.toLowerCase(Locale.ROOT))) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
