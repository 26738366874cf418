package dev.x0xtest.daemon;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the bearer token of a daemon comes from. Implementations may be called from any thread and do not wait. */
public interface TokenSource {

    /**
     * The token to send.
     *
     * @throws TokenException when there is none to be had now; one clear line that names the place
     */
    String current() throws TokenException;

    /** Another token than the one the daemon has just refused, if there is one: called once for each 401. */
    Optional<String> replacementFor(String refused);

    /** The file is read when a token is first needed, and again after a 401; it may appear later. */
    static TokenSource file(Path path) {
        return new FileToken(path);
    }

    /** Never changes. */
    static TokenSource literal(String token) {
        return new LiteralToken(token);
    }

    /** As {@code X0X_API_TOKEN} is read by upstream: a path when a file is there or it looks like one, else the token. */
    static TokenSource fileOrLiteral(String text) {
        try {
            Path path = Path.of(text);
            return text.contains("/") || Files.exists(path) ? file(path) : literal(text);
        } catch (InvalidPathException e) {
            return literal(text);
        }
    }
}
