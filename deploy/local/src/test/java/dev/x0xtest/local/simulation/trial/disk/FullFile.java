package dev.x0xtest.local.simulation.trial.disk;

import dev.x0xtest.coordinator.run.journal.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A journal's file on a disk that gets full. It never waits for a real disk. Used by one thread at a time; the length may
 * be read by another one that has waited for the first.
 */
final class FullFile implements JournalFile {
    private final FileChannel channel;
    private final long mostBytes;
    private final AtomicLong bytes;

    /** The disk takes so many bytes in all, and before that everything. */
    FullFile(Path file, long length, long mostBytes) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.mostBytes = mostBytes;
        channel.truncate(length);
        channel.position(length);
        this.bytes = new AtomicLong(length);
    }

    /** The length of the file. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void write(ByteBuffer content) throws IOException {
        boolean full = bytes.get() + content.remaining() > mostBytes;
        if (full) {
            content.limit(content.position() + content.remaining() / 2);
        }
        while (content.hasRemaining()) {
            bytes.addAndGet(channel.write(content));
        }
        if (full) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void force() {
        // Only the file's length is looked at, and a process that ends takes nothing of it away.
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
