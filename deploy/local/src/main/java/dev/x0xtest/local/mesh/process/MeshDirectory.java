package dev.x0xtest.local.mesh.process;

import dev.x0xtest.cli.EnvironmentException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary directory of a mesh, readable only by its owner. If this process dies without removing it, a watcher at
 * the other end of a pipe does.
 */
public final class MeshDirectory implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MeshDirectory.class);
    private static final int TRIES = 5;

    // The daemons and runners are killed at the same moment. A later try removes what they still write.
    private static final String REMOVER =
            "trap '' INT; cat; for i in 1 2 3 4 5; do rm -rf \"$1\"; [ -e \"$1\" ] || exit 0; sleep 1; done";

    private final Path root;
    private final Process remover;

    private MeshDirectory(Path root, Process remover) {
        this.root = root;
        this.remover = remover;
    }

    public static MeshDirectory create() {
        try {
            Path root = Files.createTempDirectory("x0xtest-local-");
            Process remover = new ProcessBuilder("sh", "-c", REMOVER, "x0xtest-local", root.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new MeshDirectory(root, remover);
        } catch (IOException e) {
            throw new EnvironmentException("cannot create a directory for the mesh: " + e.getMessage(), e);
        }
    }

    public Path path() {
        return root;
    }

    /** A subdirectory; creates it if needed. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new EnvironmentException("cannot create " + root.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    /** Removes the contents, before another try. */
    public void clear() {
        for (int tried = 1; ; tried++) {
            try {
                deleteBelow(root, false);
                return;
            } catch (IOException e) {
                if (tried == TRIES) {
                    throw new EnvironmentException("cannot clear " + root + ": " + e.getMessage(), e);
                }
            }
        }
    }

    @Override
    public void close() {
        for (int tried = 1; tried <= TRIES; tried++) {
            try {
                deleteBelow(root, true);
                remover.destroy();
                return;
            } catch (IOException e) {
                log.debug("directory={} try={} not removed", root, tried, e);
            }
        }
        log.warn("directory={} could not be removed", root);
        remover.destroy();
    }

    private static void deleteBelow(Path top, boolean itself) throws IOException {
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (itself || !directory.equals(top)) {
                    Files.deleteIfExists(directory);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
