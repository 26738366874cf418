package dev.x0xtest.coordinator.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Writes regular files with short names as a gzipped tar of the format ustar. A library for all kinds of archives would be
 * ten times the size of what this needs.
 */
final class TarGz implements Closeable {
    private static final int BLOCK = 512;
    private static final int NAME = 100;

    private final OutputStream out;
    private final long seconds;

    /** {@code seconds}: the time of all files, since 1970. */
    TarGz(OutputStream out, long seconds) throws IOException {
        this.out = new GZIPOutputStream(out);
        this.seconds = seconds;
    }

    /** Appends a file, which only its owner may read. */
    void add(String name, Path content) throws IOException {
        long size = Files.size(content);
        out.write(header(name, size));
        if (Files.copy(content, out) != size) {
            throw new IOException(content + " changed while it was read");
        }
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    private byte[] header(String name, long size) {
        byte[] header = new byte[BLOCK];
        if (name.length() > NAME) {
            throw new IllegalArgumentException("a name of " + name.length() + " characters");
        }
        put(header, 0, name);
        octal(header, 100, 8, 0600);
        octal(header, 108, 8, 0);
        octal(header, 116, 8, 0);
        octal(header, 124, 12, size);
        octal(header, 136, 12, seconds);
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        return header;
    }

    /** Digits and a closing zero. */
    private static void octal(byte[] header, int at, int length, long value) {
        put(header, at, String.format(Locale.ROOT, "%0" + (length - 1) + "o", value));
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }
}
