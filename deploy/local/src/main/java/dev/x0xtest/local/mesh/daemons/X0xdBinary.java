package dev.x0xtest.local.mesh.daemons;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.cli.options.HomePath;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real x0xd on this machine, and the version that it reports. */
public record X0xdBinary(Path path, String version) {
    /** The version that x0xtest is tested with. */
    public static final String TRIED = "0.48.1";

    private static final long ANSWER_SECONDS = 10;
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+\\S*");

    public boolean tried() {
        return version.equals(TRIED);
    }

    /**
     * Finds x0xd: the given path, else {@code $X0XD}, the PATH, or the cache that {@code deploy/x0xd/install.sh} fills.
     *
     * @param given a path; empty means search
     * @throws EnvironmentException if the program that is given or found is not x0xd
     */
    public static Optional<X0xdBinary> find(String given, Map<String, String> environment) {
        String named = given.isEmpty() ? environment.getOrDefault("X0XD", "") : given;
        if (named.isEmpty()) {
            return search(environment).map(X0xdBinary::asked);
        }
        Path path = home(named, environment);
        if (path == null || !isProgram(path)) {
            throw new EnvironmentException(
                    (given.isEmpty() ? "X0XD" : "--x0xd") + ": '" + named + "' is not a program; without a path, --x0xd"
                            + " searches for one, and deploy/x0xd/install.sh installs one",
                    null);
        }
        return Optional.of(asked(path.toAbsolutePath()));
    }

    private static Optional<Path> search(Map<String, String> environment) {
        Stream<@Nullable Path> onPath = Stream.of(
                        environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> path(folder + "/x0xd"));
        return Stream.concat(onPath, Stream.of(cached(environment)))
                .flatMap(Stream::ofNullable)
                .filter(X0xdBinary::isProgram)
                .map(Path::toAbsolutePath)
                .findFirst();
    }

    private static @Nullable Path cached(Map<String, String> environment) {
        return UserDirectories.of(environment)
                .cache()
                .map(cache -> cache.resolve("x0xtest/x0xd-" + TRIED + "/bin/x0xd"))
                .orElse(null);
    }

    private static @Nullable Path home(String text, Map<String, String> environment) {
        try {
            return HomePath.of(environment).parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    // x0xd --version prints its name and its version.
    private static X0xdBinary asked(Path path) {
        try {
            Process process = new ProcessBuilder(path.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            try (InputStream out = process.getInputStream()) {
                process.getOutputStream().close();
                if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                    throw notX0xd(path, "it does not answer --version");
                }
                String said = new String(out.readNBytes(200), StandardCharsets.UTF_8).strip();
                Matcher version = VERSION.matcher(said);
                if (process.exitValue() != 0 || !version.find()) {
                    throw notX0xd(
                            path, "--version says '" + said.lines().findFirst().orElse("") + "'");
                }
                return new X0xdBinary(path, version.group());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new EnvironmentException("cannot run " + path + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }

    private static EnvironmentException notX0xd(Path path, String why) {
        return new EnvironmentException(path + " is no x0xd: " + why, null);
    }
}
