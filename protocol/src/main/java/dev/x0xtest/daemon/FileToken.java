package dev.x0xtest.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
