package dev.x0xtest.coordinator.run.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a file as bytes, with their numbers from 1 and their offsets. Used by one thread. */
final class JournalLines implements Closeable {
    private static final int MOST_BYTES = 64 << 20;
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final long mostBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int number;
    private long offset;
    private boolean ended;

    /** Of the first {@code mostBytes} bytes. */
    JournalLines(Path file, long mostBytes) throws IOException {
        this.mostBytes = mostBytes;
        this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    }

    /** The next line without its line break; null at the end of the file. */
    byte @Nullable [] next() throws IOException {
        line.reset();
        ended = false;
        for (int read = read(); read >= 0; read = read()) {
            offset++;
            if (read == '\n') {
                ended = true;
                break;
            }
            line.write(read);
            if (line.size() > MOST_BYTES) {
                throw new JournalReplay.Damage("has a line of more than " + (MOST_BYTES >> 20) + " MiB", null);
            }
        }
        if (!ended && line.size() == 0) {
            return null;
        }
        number++;
        return line.toByteArray();
    }

    private int read() throws IOException {
        return offset < mostBytes ? in.read() : -1;
    }

    /** Of the latest line, from 1. */
    int number() {
        return number;
    }

    /** Where the latest line ends. */
    long offset() {
        return offset;
    }

    /** Whether the latest line ended with a line break. */
    boolean ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
