package dev.x0xtest.serve.api.message;

import java.util.Locale;

/**
 * Who asks.
 *
 * @param name of the token
 * @param role what it permits
 * @param known whether a token says so; else nobody needs one
 */
public record Caller(String name, Role role, boolean known) {
    /** What a caller may do. */
    public enum Role {
        /** Only what needs no token. */
        NOBODY,
        READER,
        /** Whatever a reader may, and give orders. */
        OPERATOR;

        /** Lower case, as other programs read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Somebody without a token. */
    public static Caller unknown(Role role) {
        return new Caller("local", role, false);
    }

    /** Whether its role permits what needs this one. */
    public boolean may(Role needed) {
        return role.compareTo(needed) >= 0;
    }
}
