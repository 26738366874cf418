package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.identity.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/**
 * The files in a daemon's data directory: {@code api-token} and {@code api.port}, by which clients find it, and the
 * lock that keeps a second daemon out.
 */
final class DaemonFiles implements AutoCloseable {
    private static final int SHORTEST_TOKEN = 32;

    private final Path dataDir;
    private final FileChannel lock;

    private DaemonFiles(Path dataDir, FileChannel lock) {
        this.dataDir = dataDir;
        this.lock = lock;
    }

    /** Creates the directory if needed and locks it. Fails when another daemon holds the lock. */
    static DaemonFiles take(Path dataDir) throws IOException {
        Files.createDirectories(dataDir);
        FileChannel lock =
                FileChannel.open(dataDir.resolve("instance.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                Files.deleteIfExists(dataDir.resolve("api.port"));
                return new DaemonFiles(dataDir, lock);
            }
        } catch (OverlappingFileLockException e) {
            // this process holds the lock: refuse it the same way
        }
        lock.close();
        throw new IOException("another x0xd instance owns data dir " + dataDir);
    }

    /** The token in {@code api-token} if it is long enough, else a new one. Only the owner can read the file. */
    String token(Supplier<Bytes> random) throws IOException {
        Path file = dataDir.resolve("api-token");
        if (Files.exists(file)) {
            String kept = Files.readString(file).strip();
            if (kept.length() >= SHORTEST_TOKEN) {
                return kept;
            }
        }
        return newToken(random);
    }

    /** Writes a new token and returns it. */
    String newToken(Supplier<Bytes> random) throws IOException {
        String token = random.get().hex();
        Path fresh = dataDir.resolve("api-token.new");
        Files.deleteIfExists(fresh);
        if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, token);
        Files.move(
                fresh,
                dataDir.resolve("api-token"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        return token;
    }

    void writePort(String apiAddress) throws IOException {
        Files.writeString(dataDir.resolve("api.port"), apiAddress);
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(dataDir.resolve("api.port"));
        lock.close();
    }
}
