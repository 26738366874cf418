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

/** The files x0xd keeps in its data directory for others to find it: token, port, and the lock against a second one. */
final class DaemonFiles implements AutoCloseable {
    private static final int SHORTEST_TOKEN = 32;

    private final Path dataDir;
    private final FileChannel lock;

    private DaemonFiles(Path dataDir, FileChannel lock) {
        this.dataDir = dataDir;
        this.lock = lock;
    }

    /** Takes the directory, making it if need be; fails when another daemon has it. */
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
            // held by this very process: the same refusal
        }
        lock.close();
        throw new IOException("another x0xd instance owns data dir " + dataDir);
    }

    /** The token in {@code api-token} if it is long enough, else a new one, written for its owner only. */
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

    /** Replaces the token. */
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

    /** Gives the directory back. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(dataDir.resolve("api.port"));
        lock.close();
    }
}
