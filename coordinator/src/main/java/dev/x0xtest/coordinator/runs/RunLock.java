package dev.x0xtest.coordinator.runs;

import dev.x0xtest.coordinator.report.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows that a coordinator works on a run: a lock of the operating system on a file in the run's directory, held while the
 * process lives, also while it is stopped. The file says who took it last, and for which journal, so that a copy of a
 * directory is known as a copy. Who has the lock must not open the file again: closing that would give the lock back.
 */
final class RunLock implements AutoCloseable {
    static final String FILE = "run.lock";
    private static final int MOST_BYTES = 1_024;

    private final FileChannel channel;
    private final boolean copied;

    private RunLock(FileChannel channel, boolean copied) {
        this.channel = channel;
        this.copied = copied;
    }

    /**
     * Takes the lock of a run; empty if another process, or this one, has it.
     *
     * @throws IOException if the file cannot be made or written, or the file system has no locks
     */
    static Optional<RunLock> take(Path directory, String holder) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean kept = false;
        try {
            FileLock lock = tried(channel);
            if (lock == null) {
                return Optional.empty();
            }
            String original = original(directory);
            // Without the line nobody had a lock here: its process may be alive.
            boolean copied = !line(content(channel), 1).equals(original);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((holder + "\n" + original + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            kept = true;
            return Optional.of(new RunLock(channel, copied));
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Who has the lock of this run now, in words; empty: nobody, so its coordinator is dead. */
    static Optional<String> heldBy(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock lock = tried(channel);
            return lock == null ? Optional.of(text(directory)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the last holder wrote; empty when there was none. Never called while this process has the lock. */
    static String text(Path directory) {
        try (FileChannel channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.READ)) {
            return line(content(channel), 0);
        } catch (IOException e) {
            return "";
        }
    }

    /** Reads by the channel that has the lock: when a process closes another one of the same file, its lock is gone. */
    private static String content(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private static String line(String content, int number) {
        return content.lines().skip(number).findFirst().orElse("");
    }

    /** What a copy of the directory does not share: the identity of the journal's file, and the host's. */
    private static String original(Path directory) throws IOException {
        Object file = Files.readAttributes(directory.resolve(RunDirectory.JOURNAL), BasicFileAttributes.class)
                .fileKey();
        Path machine = Path.of("/etc/machine-id");
        return file + " "
                + (Files.isReadable(machine) ? Files.readString(machine).strip() : "");
    }

    /** Whether the lock says nothing of a process that began with this run: in another place, or without a lock. */
    boolean copied() {
        return copied;
    }

    /** A holder in words that a person reads: {@code process 4711 on build-7, started 2026-11-29T03:25:55.123Z}. */
    static String holder(long pid, Origin origin) {
        return "process " + pid + (origin.host().isEmpty() ? "" : " on " + origin.host()) + ", started "
                + origin.startedAt();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
