package dev.x0xtest.coordinator.run.journal;

import dev.x0xtest.cli.files.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file of a journal: what a disk can do, and fail to do. Used by one thread at a time. */
public interface JournalFile extends Closeable {
    /** Writes all bytes at the end of the file. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when everything written is on the disk. */
    void force() throws IOException;

    /** A new file that only its owner may read. It must not exist. */
    static JournalFile create(Path file) throws IOException {
        return over(FileChannel.open(PrivateFiles.create(file), StandardOpenOption.WRITE));
    }

    /** A file that exists, to write on after its first {@code bytes}; the rest is cut off. */
    static JournalFile reopen(Path file, long bytes) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(bytes);
        channel.position(bytes);
        return over(channel);
    }

    private static JournalFile over(FileChannel channel) {
        return new JournalFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public void force() throws IOException {
                channel.force(false);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
