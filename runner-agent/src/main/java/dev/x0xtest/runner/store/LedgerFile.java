package dev.x0xtest.runner.store;

import dev.x0xtest.cli.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * The ledger of one run as a file. Its first line is the length up to the end of the last whole line, in twenty digits;
 * it is written after that line. So a file that was cut is never taken for a whole one: without its last lines a hop
 * would leave twice. What lies beyond the length was being written when the process died.
 */
final class LedgerFile {
    private static final int HEAD = 21;

    private final LedgerDisk disk;
    private final Path file;
    private final FileChannel channel;
    private long length;

    private LedgerFile(LedgerDisk disk, Path file, FileChannel channel, long length) {
        this.disk = disk;
        this.file = file;
        this.channel = channel;
        this.length = length;
    }

    /** Makes a file that only its owner can read. */
    static LedgerFile create(LedgerDisk disk, Path file) throws IOException {
        PrivateFiles.create(file);
        return new LedgerFile(disk, file, open(file), HEAD);
    }

    /** Opens a whole file, to write behind its last whole line. */
    static LedgerFile reopen(LedgerDisk disk, Path file) throws IOException {
        long length = wholeLength(read(disk, file));
        if (length == 0) {
            throw new IOException("it was cut");
        }
        return new LedgerFile(disk, file, open(file), length);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** The lines of a whole file; none of one that was cut, is too long or cannot be read. */
    static List<String> lines(LedgerDisk disk, Path file) {
        try {
            byte[] content = read(disk, file);
            int length = (int) wholeLength(content);
            return length == 0
                    ? List.of()
                    : new String(content, HEAD, length - HEAD, StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static byte[] read(LedgerDisk disk, Path file) throws IOException {
        if (Files.size(file) > FileLedgers.MOST_BYTES) {
            throw new IOException("it is too long");
        }
        return disk.read(file);
    }

    /** The length that the first line says; 0 if the file is shorter or does not begin with a length. */
    private static long wholeLength(byte[] content) {
        if (content.length < HEAD) {
            return 0;
        }
        String head = new String(content, 0, HEAD, StandardCharsets.US_ASCII);
        if (!head.matches("0{10}\\d{10}\n")) {
            return 0;
        }
        long length = Long.parseLong(head.strip());
        return length >= HEAD && length <= content.length ? length : 0;
    }

    /** Adds a line. Returns when a crash of this process cannot lose it any more. */
    void append(byte[] line) throws IOException {
        disk.write(channel, ByteBuffer.wrap(line), length);
        length += line.length;
        disk.write(channel, ByteBuffer.wrap(head(length)), 0);
    }

    /** Without a formatter, which took longer than both writes. */
    private static byte[] head(long length) {
        byte[] head = new byte[HEAD];
        head[HEAD - 1] = '\n';
        long rest = length;
        for (int at = HEAD - 2; at >= 0; at--) {
            head[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return head;
    }

    /** Removes the file. First it is emptied, because a directory may refuse what a file allows. */
    void delete() throws IOException {
        try (channel) {
            channel.truncate(0);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
