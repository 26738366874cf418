package dev.x0xtest.runner.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the locks of other runners of an agent. Trusts no file for its name: follows no link, opens nothing but
 * plain files, writes nothing, and believes a lock of another user only with a proof that he knows the daemon's token.
 */
record OtherLocks(LockNames names) {
    private static final Logger log = LoggerFactory.getLogger(OtherLocks.class);
    /** Somebody may fill a directory with files of our names. */
    private static final int MOST = 256;

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> READ_WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /**
     * Another runner's lock.
     *
     * @param running whether it holds the lock for good; otherwise it is starting
     */
    record Found(boolean running, long pid, Path file) {
        String who() {
            return (pid > 0 ? " (pid " + pid + ")" : "") + "; its lock is " + file;
        }
    }

    /** The first lock in the directory that another runner holds; removes what dead runners of this user left. */
    Optional<Found> find(Path directory, Path own) throws IOException {
        int self = LockDirectories.self();
        int seen = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory, file -> names.matches(file.getFileName().toString()))) {
            for (Path file : files) {
                if (file.equals(own)) {
                    continue;
                }
                Found found = examine(file, self);
                if (found != null) {
                    return Optional.of(found);
                }
                seen++;
                if (seen == MOST) {
                    log.warn(
                            "more than {} lock files of this agent in {}: the others are not looked at",
                            MOST,
                            directory);
                    break;
                }
            }
        }
        return Optional.empty();
    }

    private @Nullable Found examine(Path file, int self) {
        Optional<Boolean> ours = HeldLocks.find(file);
        if (ours.isPresent()) {
            return new Found(ours.get(), ProcessHandle.current().pid(), file);
        }
        try {
            int links = (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || links != 1) {
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    log.warn("{} is no lock file of a runner: ignored", file);
                }
                return null;
            }
            int owner = LockDirectories.owner(file, LinkOption.NOFOLLOW_LINKS);
            LockState state = owner == self ? heldOrRemoved(file) : held(file);
            if (state == null) {
                return null;
            }
            if (!LockDirectories.trusted(owner, self) && !believable(state, file)) {
                log.warn(
                        "{} is locked by uid {}, who does not prove to know the token of this x0xd: ignored",
                        file,
                        owner);
                return null;
            }
            return new Found(state.running(), state.pid(), file);
        } catch (IOException e) {
            log.debug("file={} cannot be examined", file, e);
            return null; // released meanwhile, or not for us to read
        }
    }

    private boolean believable(LockState state, Path file) throws IOException {
        return !state.proof().isEmpty() && state.proof().equals(names.proof(file));
    }

    /** What the file says if somebody holds its lock. */
    private static @Nullable LockState held(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            return isFree(channel, true) ? null : state(channel);
        }
    }

    /** The same; removes the file, while it is locked, if nobody holds it. */
    private static @Nullable LockState heldOrRemoved(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ_WRITE)) {
            if (!isFree(channel, false)) {
                return state(channel);
            }
            Files.deleteIfExists(file);
            return null;
        }
    }

    /** Takes the lock until the channel is closed, if nobody has it. */
    private static boolean isFree(FileChannel channel, boolean shared) throws IOException {
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static LockState state(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LockState.LONGEST);
        channel.read(text, 0);
        return LockState.parse(new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII));
    }
}
