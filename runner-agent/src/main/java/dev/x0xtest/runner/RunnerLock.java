package dev.x0xtest.runner;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.wire.AgentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file lock that allows one runner per agent id, because two runners would answer every command twice. The operating
 * system releases the lock when the process ends, so no stale lock can remain; the file itself remains and is harmless.
 */
final class RunnerLock implements AutoCloseable {
    private static final int PID_CHARS = 20;

    private final FileChannel channel;
    private final FileLock lock;

    private RunnerLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @throws EnvironmentException if another runner holds it or the file cannot be created
     */
    static RunnerLock acquire(Path directory, AgentId agent, long pid) {
        Path file = directory.resolve("runner-" + agent.hex() + ".lock");
        try {
            Files.createDirectories(directory);
            return lock(file, agent, pid);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot make the lock file " + file + " (--lock-dir chooses another place): " + e, e);
        }
    }

    private static RunnerLock lock(Path file, AgentId agent, long pid) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw new EnvironmentException(
                        "another runner for agent " + agent.hex() + " is running" + holder(channel), null);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new RunnerLock(channel, lock);
        } catch (IOException | EnvironmentException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException held) {
            return null; // held by this process
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(PID_CHARS);
        channel.read(content, 0);
        String pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "" : " (pid " + pid + ")";
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
