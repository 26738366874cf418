package dev.x0xtest.coordinator.run.journal;

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
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long unread;
    private int at;
    private int filled;
    private int number;
    private long offset;
    private boolean ended;

    /** Of the first {@code mostBytes} bytes. */
    JournalLines(Path file, long mostBytes) throws IOException {
        this.unread = mostBytes;
        this.in = Files.newInputStream(file);
    }

    /** The next line without its line break; null at the end of the file. */
    byte @Nullable [] next() throws IOException {
        line.reset();
        ended = false;
        while (!ended && fill()) {
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            ended = end < filled;
            line.write(buffer, at, end - at);
            int past = ended ? end + 1 : end;
            offset += past - at;
            at = past;
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

    /** Reads on if everything was used; false at the end. */
    private boolean fill() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(buffer, 0, (int) Math.min(BUFFER, unread)));
            unread -= filled;
        }
        return filled > 0;
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
