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

/** Supplies a daemon's bearer token. Implementations may be called from any thread and do not wait. */
public interface TokenSource {

    /**
     * The token for the next request.
     *
     * @throws TokenException if there is no usable token now
     */
    String current() throws TokenException;

    /** A token other than the one that the daemon has just refused, if there is one. Called once for each 401. */
    Optional<String> replacementFor(String refused);

    /** Reads the file at the first request and again after each 401. The file may appear later. */
    static TokenSource file(Path path) {
        return new FileToken(path);
    }

    /** A fixed token. */
    static TokenSource literal(String token) {
        return new LiteralToken(token);
    }

    /**
     * Interprets {@code X0X_API_TOKEN} as upstream does: as a path if a file exists there or the text looks like a
     * path, else as the token.
     */
    static TokenSource fileOrLiteral(String text) {
        try {
            Path path = Path.of(text);
            return text.contains("/") || Files.exists(path) ? file(path) : literal(text);
        } catch (InvalidPathException e) {
            return literal(text);
        }
    }

    /** The daemon's {@code api-token} file. Thread-safe: synchronized on itself. */
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

    /** A token given as text. */
    record LiteralToken(String token) implements TokenSource {

        /** Whether a token has only characters that may stand in a header; the same rule as upstream's runner. */
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

    /** There is no usable token. The message is one line that names the file or option and never contains the token. */
    final class TokenException extends Exception {
        private static final long serialVersionUID = 1L;

        public TokenException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
