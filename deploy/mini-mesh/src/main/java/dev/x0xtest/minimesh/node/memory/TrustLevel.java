package dev.x0xtest.minimesh.node.memory;

import java.util.Locale;
import java.util.Optional;

/** How far a contact is trusted, lowest first. */
public enum TrustLevel {
    BLOCKED,
    UNKNOWN,
    KNOWN,
    TRUSTED;

    /** The name in the API: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name in the answer of a card import: capitalised, such as {@code Known}. */
    public String capitalised() {
        return name().charAt(0) + wire().substring(1);
    }

    /** Parses a level in any case; empty for other text. */
    public static Optional<TrustLevel> parse(String text) {
        for (TrustLevel level : values()) {
            if (level.wire().equals(text.toLowerCase(Locale.ROOT))) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
