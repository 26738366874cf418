package dev.x0xtest.minimesh.contract.mesh;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a real x0xd, if somebody asked for the suite on real daemons. {@code -Dx0xd=PATH} or {@code X0XD=PATH} name
 * one. {@code -Dx0xd.suite=true} searches the PATH and the cache that {@code deploy/x0xd/install.sh} fills.
 */
public final class RealBinary {
    public static final String HOW = "not asked for or none found; -Dx0xd=PATH, X0XD=PATH or"
            + " -Dx0xd.suite=true (PATH, then the cache of deploy/x0xd/install.sh)";

    private RealBinary() {}

    /** Whether the suite runs. If not, prints why. */
    static boolean present() {
        boolean found = find().isPresent();
        if (!found) {
            System.out.println("contract: real x0xd skipped: " + HOW);
        }
        return found;
    }

    public static Optional<Path> find() {
        return named(System.getProperty("x0xd"))
                .or(() -> named(System.getenv("X0XD")))
                .or(() -> Boolean.getBoolean("x0xd.suite") ? search() : Optional.empty());
    }

    private static Optional<Path> named(@Nullable String path) {
        return Optional.ofNullable(path).filter(text -> !text.isBlank()).map(Path::of);
    }

    private static Optional<Path> search() {
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "x0xd"));
        return Stream.concat(onPath, Stream.of(cached()))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path cached() {
        Path cache = named(System.getenv("XDG_CACHE_HOME"))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return cache.resolve("x0xtest/x0xd-0.48.1/bin/x0xd");
    }
}
