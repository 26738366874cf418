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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Supplies a daemon's bearer token. Implementations may be called from any thread and do not wait. */
public interface TokenSource {

    /**
     * The token for the next request.
     *
     * @throws TokenException if there is no usable token now
     */
    String current() throws TokenException;

    /**
     * A token other than the one that the daemon has just refused, if there is one. Called once for each 401. Completes
     * normally, on any thread, and at once where nothing has to be waited for.
     */
    CompletableFuture<Optional<String>> replacementFor(String refused);

    /** Reads the file at the first request and again after each 401. The file may appear later. */
    static TokenSource file(Path path) {
        return new FileToken(path);
    }

    /**
     * A token that was read from somewhere, and is read from there again when the daemon refuses it: once for each token
     * that is refused, and once more only if the reading failed.
     *
     * @param read what was read
     * @param reader reads it again; may wait, so it is called on {@code executor}
     */
    static TokenSource reread(String read, Reader reader, String source, Executor executor) {
        return new RereadToken(stripped(read), reader, source, executor);
    }

    /** Reads a token from its place. */
    @FunctionalInterface
    interface Reader {
        /**
         * The token.
         *
         * @throws RuntimeException if it cannot be read
         */
        String read();
    }

    /** A fixed token that is known to be good. */
    static TokenSource literal(String token) {
        return literal(token, "this program");
    }

    /**
     * A fixed token; what surrounds it, such as a line end, is removed.
     *
     * @param source where it came from, for messages, such as an option
     */
    static TokenSource literal(String token, String source) {
        return new LiteralToken(stripped(token), source);
    }

    /** Without blanks, line ends and a byte order mark around it, as upstream reads a token. */
    private static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && aroundTokens(text.charAt(from))) {
            from++;
        }
        while (to > from && aroundTokens(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean aroundTokens(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff';
    }

    /**
     * The token, if it can stand in a header.
     *
     * @param source the beginning of the message otherwise
     */
    private static String checked(String token, String source) throws TokenException {
        if (token.isEmpty()) {
            throw new TokenException(source + " is empty", null);
        }
        for (int at = 0; at < token.length(); at++) {
            if (token.charAt(at) < 33 || token.charAt(at) > 126) {
                throw new TokenException(
                        source + " has a character that no token can have, at position " + (at + 1)
                                + ": is it x0xd's api-token?",
                        null);
            }
        }
        return token;
    }

    /**
     * Interprets {@code X0X_API_TOKEN} as upstream does: as a path if a file exists there or the text looks like a
     * path, else as the token.
     *
     * @param source where it came from, for messages
     * @param paths reads a path; an {@code IllegalArgumentException} means that the text is none
     */
    static TokenSource fileOrLiteral(String text, String source, Function<String, Path> paths) {
        String stripped = stripped(text);
        if (stripped.contains("/")) {
            return file(paths.apply(stripped));
        }
        try {
            Path path = Path.of(stripped);
            return !stripped.isEmpty() && Files.exists(path) ? file(path) : literal(stripped, source);
        } catch (InvalidPathException e) {
            return literal(stripped, source);
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
        public synchronized CompletableFuture<Optional<String>> replacementFor(String refused) {
            if (cached != null && !cached.equals(refused)) {
                return CompletableFuture.completedFuture(Optional.of(cached));
            }
            cached = null;
            try {
                return CompletableFuture.completedFuture(
                        Optional.of(current()).filter(token -> !token.equals(refused)));
            } catch (TokenException e) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
        }

        private String read() throws TokenException {
            byte[] bytes;
            try (InputStream in = Files.newInputStream(path)) {
                bytes = in.readNBytes(LONGEST + 1);
            } catch (NoSuchFileException e) {
                throw new TokenException("token file " + path + ": no such file", e);
            } catch (AccessDeniedException e) {
                throw new TokenException("token file " + path + ": permission denied", e);
            } catch (IOException e) {
                throw new TokenException("token file " + path + ": " + e.getMessage(), e);
            }
            if (bytes.length > LONGEST) {
                throw new TokenException(
                        this + " is longer than " + LONGEST + " bytes: is it the api-token file of x0xd?", null);
            }
            return checked(stripped(new String(bytes, StandardCharsets.UTF_8)), toString());
        }

        @Override
        public String toString() {
            return "token file " + path;
        }
    }

    /** A token with a place from which it is read again. Thread-safe: synchronized on itself. */
    final class RereadToken implements TokenSource {
        private static final Logger log = LoggerFactory.getLogger(RereadToken.class);

        private final Reader reader;
        private final String source;
        private final Executor executor;
        private String token;
        private String unchanged = "";
        private @Nullable CompletableFuture<Optional<String>> reading;

        RereadToken(String token, Reader reader, String source, Executor executor) {
            this.token = token;
            this.reader = reader;
            this.source = source;
            this.executor = executor;
        }

        @Override
        public synchronized String current() throws TokenException {
            return checked(token, toString());
        }

        @Override
        public synchronized CompletableFuture<Optional<String>> replacementFor(String refused) {
            if (!token.equals(refused)) {
                return CompletableFuture.completedFuture(Optional.of(token));
            }
            if (unchanged.equals(refused)) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            CompletableFuture<Optional<String>> begun = reading;
            if (begun == null) {
                begun = CompletableFuture.supplyAsync(() -> readAgain(refused), executor);
                reading = begun.isDone() ? null : begun;
            }
            return begun.copy();
        }

        private Optional<String> readAgain(String refused) {
            String read = "";
            try {
                read = checked(stripped(reader.read()), toString());
            } catch (TokenException | RuntimeException e) {
                log.warn("{} was refused and cannot be read again: {}", this, e.getMessage());
            }
            return took(read, refused);
        }

        private synchronized Optional<String> took(String read, String refused) {
            reading = null;
            if (read.isEmpty()) {
                return Optional.empty();
            }
            unchanged = read.equals(refused) ? refused : "";
            token = read;
            return Optional.of(read).filter(other -> !other.equals(refused));
        }

        @Override
        public String toString() {
            return "the token of " + source;
        }
    }

    /** A token given as text. */
    record LiteralToken(String token, String source) implements TokenSource {

        @Override
        public String current() throws TokenException {
            return checked(token, "the token of " + source);
        }

        @Override
        public CompletableFuture<Optional<String>> replacementFor(String refused) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public String toString() {
            return "token of " + source;
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
