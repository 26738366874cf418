package dev.x0xtest.daemon;

import java.util.Optional;

/** A token given as such. */
record LiteralToken(String token) implements TokenSource {

    /** Bytes that may stand in a header: what upstream's runner accepts. */
    static boolean acceptable(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> c >= 33 && c <= 126);
    }

    @Override
    public String current() throws TokenException {
        if (!acceptable(token)) {
            throw new TokenException("the API token given is empty or has characters a token cannot have", null);
        }
        return token;
    }

    @Override
    public Optional<String> replacementFor(String refused) {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "literal token";
    }
}
