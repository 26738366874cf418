package dev.x0xtest.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Reads files of the test class path and of the repository. */
public final class Resources {
    private Resources() {}

    public static byte[] bytes(String name) {
        try (var in = Resources.class.getResourceAsStream("/" + name)) {
            return Objects.requireNonNull(in, "no test resource " + name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** Reads a file of the repository. It works from the root directory and from a module's directory. */
    public static String repositoryText(String path) {
        Path direct = Path.of(path);
        try {
            return Files.readString(
                    Files.exists(direct) ? direct : Path.of("..").resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
