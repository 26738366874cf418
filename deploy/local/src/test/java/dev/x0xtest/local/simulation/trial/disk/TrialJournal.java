package dev.x0xtest.local.simulation.trial.disk;

import dev.x0xtest.coordinator.run.journal.FileJournal;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.journal.JournalReplay;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a trial, in a file whose disk may fail. It waits for its writer at once, because virtual time must not
 * depend on real threads. Used by one thread.
 */
public final class TrialJournal implements Journal {
    private final Path file;
    private final FullFile content;
    private final Journal written;
    private long awaitedBytes;
    private boolean lost;

    private TrialJournal(Path file, FullFile content, Journal written) {
        this.file = file;
        this.content = content;
        this.written = written;
        this.awaitedBytes = content.bytes();
    }

    /** The journal of a new run; {@code mostBytes}: of those its disk is full. */
    public static TrialJournal create(Path file, RunConfig config, Clock clock, long mostBytes) throws IOException {
        FullFile content = new FullFile(file, 0, mostBytes);
        return new TrialJournal(file, content, FileJournal.create(content, config, null, clock, reason -> {}));
    }

    /** The journal of a run that goes on, behind what was read of it. */
    public static TrialJournal continued(Path file, JournalReplay.Resumable read, Clock clock) throws IOException {
        FullFile content = new FullFile(file, read.goodBytes(), Long.MAX_VALUE);
        return new TrialJournal(file, content, FileJournal.continued(content, read, clock, reason -> {}));
    }

    /** A journal on a disk that hangs. */
    public static Journal hanging() {
        return new HangingDisk();
    }

    @Override
    public void append(RunEvent event, long nowNanos) {
        written.append(event, nowNanos);
    }

    @Override
    public void payload(String requestId, String sha256) {
        written.payload(requestId, sha256);
    }

    @Override
    public CompletableFuture<@Nullable Void> persist() {
        written.persist().join();
        awaitedBytes = content.bytes();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void release(String reason) {
        written.release(reason);
    }

    /** Its process is killed: of what nobody waited for, only a part was written. */
    public void kill(SplittableRandom random) throws IOException {
        close();
        long length = random.nextLong(awaitedBytes, content.bytes() + 1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
        lost = true;
    }

    /** The disk gives back another bit than it took. */
    public void damage(SplittableRandom random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
        }
    }

    /** Whether the file has everything. */
    public boolean whole() {
        return !lost;
    }

    @Override
    public void close() {
        written.close();
    }
}
