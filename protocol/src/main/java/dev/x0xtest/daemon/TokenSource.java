package dev.x0xtest.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** The daemon's {@code api-token} file; guarded by itself. */
    final class FileToken implements TokenSource {
        private static final int LONGEST = 4096;

        private final Path path;
        private @Nullable String cached;

        FileToken(Path path) {
            this.path = path;
        }

        @Override
        public synchronized String current() throws TokenException {
            String token = cached;
            if (token == null) {
                token = read();
                cached = token;
            }
            return token;
        }

        @Override
        public synchronized Optional<String> replacementFor(String refused) {
            if (cached != null && !cached.equals(refused)) {
                return Optional.of(cached);
            }
            cached = null;
            try {
                return Optional.of(current()).filter(token -> !token.equals(refused));
            } catch (TokenException e) {
                return Optional.empty();
            }
        }

        private String read() throws TokenException {
            String text;
            try (InputStream in = Files.newInputStream(path)) {
                text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
            } catch (NoSuchFileException e) {
                throw new TokenException("token file " + path + ": no such file", e);
            } catch (AccessDeniedException e) {
                throw new TokenException("token file " + path + ": permission denied", e);
            } catch (IOException e) {
                throw new TokenException("token file " + path + ": " + e.getMessage(), e);
            }
            if (!LiteralToken.acceptable(text)) {
                throw new TokenException("token file " + path + ": empty, or not a token", null);
            }
            return text;
        }

        @Override
        public String toString() {
            return "token file " + path;
        }
    }

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

    /** There is no usable token; the message is one line and never contains the token. */
    final class TokenException extends Exception {
        private static final long serialVersionUID = 1L;

        public TokenException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
