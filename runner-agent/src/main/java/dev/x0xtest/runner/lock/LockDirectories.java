package dev.x0xtest.runner.lock;

import dev.x0xtest.cli.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where lock files go, and where a runner looks for those of other runners.
 *
 * <p>Runners of several users find each other because all use the same directory of the host, in which everybody may
 * create files and nobody may remove those of others.
 */
public final class LockDirectories {
    /** The package's own directory, the system's for locks, and the one that every system has. */
    private static final List<Path> OF_THE_HOST =
            List.of(Path.of("/run/x0xtest"), Path.of("/run/lock"), Path.of("/tmp"));

    private static final int ROOT = 0;
    private static final int STICKY = 01000;
    private static final int WORLD_WRITABLE = 02;

    private LockDirectories() {}

    /** The first directory of the host that can be used; the last one if none can. */
    public static Path byDefault() {
        return first(OF_THE_HOST);
    }

    static Path first(List<Path> candidates) {
        return candidates.stream()
                .filter(path -> Files.isDirectory(path)
                        && Files.isWritable(path)
                        && problem(path).isEmpty())
                .findFirst()
                .orElse(candidates.get(candidates.size() - 1));
    }

    /**
     * The directories to search for the locks of other runners, as real paths. A directory that is not the host's own
     * stands alone.
     *
     * @param own a real path
     */
    static List<Path> searched(Path own) throws IOException {
        List<Path> host = new ArrayList<>();
        for (Path place : OF_THE_HOST) {
            if (Files.isDirectory(place)) {
                host.add(place.toRealPath());
            }
        }
        return host.contains(own) ? host : List.of(own);
    }

    /**
     * Creates the directory if it is missing, and returns its real path.
     *
     * @throws EnvironmentException if other people could tamper with what is in it
     */
    static Path prepared(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        Optional<String> problem = problem(directory);
        if (problem.isPresent()) {
            throw new EnvironmentException(
                    "the lock directory " + directory + " " + problem.get() + ": choose another with --lock-dir", null);
        }
        return directory.toRealPath();
    }

    /** Why files in it are not safe, in words that follow its name. */
    static Optional<String> problem(Path directory) {
        try {
            int self = self();
            if (Files.isSymbolicLink(directory) && !trusted(owner(directory, LinkOption.NOFOLLOW_LINKS), self)) {
                return Optional.of("is a link that belongs to another user");
            }
            int owner = owner(directory);
            if (!trusted(owner, self)) {
                return Optional.of("belongs to another user (uid " + owner + ")");
            }
            int mode = (Integer) Files.getAttribute(directory, "unix:mode");
            return (mode & WORLD_WRITABLE) != 0 && (mode & STICKY) == 0
                    ? Optional.of("lets everybody remove the files of others (chmod +t forbids that)")
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.of("cannot be examined: " + e);
        }
    }

    /** Whether a file of this owner may decide over this process. */
    static boolean trusted(int owner, int self) {
        return owner == ROOT || owner == self;
    }

    static int owner(Path path, LinkOption... options) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", options);
    }

    /** The user of this process. */
    static int self() throws IOException {
        Path process = Path.of("/proc/self");
        return Files.exists(process) ? owner(process) : owner(Path.of(System.getProperty("user.home")));
    }
}
