package dev.x0xtest.runner.lock;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.wire.AgentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Allows one runner per agent id on a host, because two would answer every command twice.
 *
 * <p>Each runner creates a file of its own, which no link or file of somebody else can stand in for, locks it, and then
 * looks for locked files of other runners of the agent. Of two runners that start at the same moment, the one that
 * locked last sees the other. The operating system releases the lock when the process ends.
 */
public final class RunnerLock implements AutoCloseable {
    private static final int NAMES = 64;
    /**
     * No name is used twice: another runner may have opened the file that had it before, and would remove the new one
     * in its place.
     */
    private static final AtomicLong COUNTER = new AtomicLong();

    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final Path file;
    private final FileChannel channel;
    private final String proof;

    private RunnerLock(Path file, FileChannel channel, String proof) {
        this.file = file;
        this.channel = channel;
        this.proof = proof;
    }

    /**
     * Takes the lock.
     *
     * @param directory created if it is missing
     * @param secret the daemon's token: proves to runners of other users that this one serves the same daemon; empty:
     *     they believe root and their own user only
     * @return empty if another runner is starting at this moment: try again in a little while
     * @throws EnvironmentException if another runner holds it, the file cannot be created, or the directory is not safe
     */
    public static Optional<RunnerLock> acquire(Path directory, AgentId agent, String secret, long pid) {
        try {
            LockNames names = new LockNames(agent, secret);
            Path place = LockDirectories.prepared(directory);
            RunnerLock own = created(place, names, pid);
            boolean taken = false;
            try {
                taken = own.take(place, names, pid);
                return taken ? Optional.of(own) : Optional.empty();
            } finally {
                if (!taken) {
                    own.close();
                }
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot make a lock file in " + directory + " (--lock-dir chooses another place): " + e, e);
        }
    }

    private static RunnerLock created(Path directory, LockNames names, long pid) throws IOException {
        for (int i = 0; i < NAMES; i++) {
            Path file = directory.resolve(names.own(pid, COUNTER.getAndIncrement()));
            RunnerLock lock = create(file, names);
            if (lock != null) {
                return lock;
            }
        }
        throw new IOException("the names of its lock files are taken: " + names.own(pid, COUNTER.get()));
    }

    private static @Nullable RunnerLock create(Path file, LockNames names) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, NEW);
        } catch (FileAlreadyExistsException e) {
            return null;
        }
        HeldLocks.add(file);
        boolean kept = false;
        try {
            FileLock taken = channel.tryLock();
            // A runner of the same user may take a file without a lock for one that a dead runner left, and remove it.
            if (taken == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            // Others can tell a held lock only from a file that they can open.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            RunnerLock lock = new RunnerLock(file, channel, names.proof(file));
            kept = true;
            return lock;
        } finally {
            if (!kept) {
                release(file, channel);
            }
        }
    }

    private boolean take(Path directory, LockNames names, long pid) throws IOException {
        write(new LockState(false, pid, proof));
        for (Path place : LockDirectories.searched(directory)) {
            Optional<OtherLocks.Found> other = new OtherLocks(names).find(place, file);
            if (other.isPresent()) {
                if (other.get().running()) {
                    throw new EnvironmentException(
                            "another runner for agent " + names.agent().hex() + " is running"
                                    + other.get().who(),
                            null);
                }
                return false;
            }
        }
        write(new LockState(true, pid, proof));
        HeldLocks.running(file);
        return true;
    }

    /** Both states are equally long, so that nobody reads a part of one. */
    private void write(LockState state) throws IOException {
        channel.write(ByteBuffer.wrap(state.text().getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** Removes the file and releases the lock, in this order. */
    @Override
    public void close() throws IOException {
        release(file, channel);
    }

    private static void release(Path file, FileChannel channel) throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            channel.close();
            HeldLocks.remove(file);
        }
    }
}
