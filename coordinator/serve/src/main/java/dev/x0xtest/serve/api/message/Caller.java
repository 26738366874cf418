package dev.x0xtest.serve.api.message;

/** Who asks: the name of the token, and what it permits. */
public record Caller(String name, Role role) {
    /** What a caller may do. */
    public enum Role {
        /** Only what needs no token. */
        NOBODY,
        READER,
        /** Whatever a reader may, and give orders. */
        OPERATOR
    }

    /** Somebody without a token. */
    public static Caller unknown(Role role) {
        return new Caller("local", role);
    }

    /** Whether its role permits what needs this one. */
    public boolean may(Role needed) {
        return role.compareTo(needed) >= 0;
    }
}
