package dev.x0xtest.serve.history.spool;

import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.serve.history.codec.CodecException;
import dev.x0xtest.serve.history.line.EntryJson;
import dev.x0xtest.serve.history.record.Entry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries that wait, in order: a file each, whole or absent. Bounded; a full spool keeps the oldest and takes no more. Where
 * the disk takes no file, some entries wait in memory. Used on one thread.
 */
final class Spool {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);
    private static final Pattern NAME = Pattern.compile("\\d{12}\\.json\\.gz");
    private static final String ID = "id";
    private static final int MOST_IN_MEMORY = 64;
    private static final int MOST_CHARACTERS = 256_000_000;

    private final Path directory;
    private final int mostEntries;
    private final long mostBytes;
    private final String id;
    /** By number; an entry in memory, or of a file its bytes. */
    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();

    private long next = 1;
    private long bytes;
    private int inMemory;

    private Spool(Path directory, int mostEntries, long mostBytes, String id) {
        this.directory = directory;
        this.mostEntries = mostEntries;
        this.mostBytes = mostBytes;
        this.id = id;
    }

    private record Waiting(@Nullable Entry entry, long bytes) {}

    /** An entry and its number, which counts up in this spool. */
    record Numbered(long number, Entry entry) {}

    /** Opens the spool in a directory, with what waits there. */
    static Spool open(Path directory, int mostEntries, long mostBytes) throws IOException {
        PrivateFiles.createDirectories(directory);
        Path file = directory.resolve(ID);
        String id;
        try {
            id = Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            id = UUID.randomUUID().toString();
            PrivateFiles.replace(file, id + "\n");
        }
        Spool spool = new Spool(directory, mostEntries, mostBytes, id);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path one : files.toList()) {
                String name = one.getFileName().toString();
                if (NAME.matcher(name).matches()) {
                    long number = Long.parseLong(name.substring(0, 12));
                    spool.waiting.put(number, new Waiting(null, Files.size(one)));
                    spool.bytes += Files.size(one);
                    spool.next = Math.max(spool.next, number + 1);
                } else if (name.endsWith(".part")) {
                    Files.deleteIfExists(one);
                }
            }
        }
        spool.next = Math.max(spool.next, lastNumber(directory) + 1);
        return spool;
    }

    /** So that a number is not used twice after all files are gone. */
    private static long lastNumber(Path directory) throws IOException {
        try {
            return Long.parseLong(Files.readString(directory.resolve("last")).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            return 0;
        }
    }

    /** Names this spool: its numbers count up for one such name. */
    String id() {
        return id;
    }

    int size() {
        return waiting.size();
    }

    /** Lets an entry wait. Whether there was room for it. */
    boolean add(Entry entry) {
        if (waiting.size() >= mostEntries || bytes >= mostBytes) {
            return false;
        }
        long number = next;
        try {
            long size = write(file(number), entry);
            waiting.put(number, new Waiting(null, size));
            bytes += size;
            next++;
            return true;
        } catch (IOException e) {
            log.debug("spool={}", directory, e);
            if (inMemory >= MOST_IN_MEMORY) {
                return false;
            }
            inMemory++;
            next++;
            waiting.put(number, new Waiting(entry, 0));
            return true;
        }
    }

    private Path file(long number) {
        return directory.resolve(String.format(Locale.ROOT, "%012d.json.gz", number));
    }

    /** Writes it whole: another name until its bytes are on the disk. */
    private static long write(Path file, Entry entry) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        PrivateFiles.create(part);
        long size;
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            OutputStream out = new GZIPOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
            out.write(EntryJson.line(entry).getBytes(StandardCharsets.UTF_8));
            // Closing the stream would close the channel before its bytes are on the disk.
            ((GZIPOutputStream) out).finish();
            out.flush();
            channel.force(true);
            size = channel.size();
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return size;
    }

    /** The oldest one that waits; one that cannot be read is set aside by name. */
    Optional<Numbered> first() {
        for (Map.Entry<Long, Waiting> oldest = waiting.firstEntry();
                oldest != null;
                oldest = waiting.firstEntry()) {
            long number = oldest.getKey();
            Entry held = oldest.getValue().entry();
            if (held != null) {
                return Optional.of(new Numbered(number, held));
            }
            try {
                return Optional.of(new Numbered(number, read(file(number))));
            } catch (IOException e) {
                log.warn("spool: {} cannot be read and is set aside: {}", file(number), FileErrors.reason(e));
                reject(number);
            } catch (CodecException e) {
                log.warn("spool: {} is set aside: it is {}", file(number), e.getMessage());
                reject(number);
            }
        }
        return Optional.empty();
    }

    private static Entry read(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            byte[] plain = in.readNBytes(MOST_CHARACTERS);
            return EntryJson.entry(new String(plain, StandardCharsets.UTF_8));
        }
    }

    /** Forgets one that is kept elsewhere now. */
    void remove(long number) {
        Waiting one = forget(number);
        if (one != null && one.entry() == null) {
            try {
                if (waiting.isEmpty()) {
                    PrivateFiles.replace(directory.resolve("last"), number + "\n");
                }
                Files.deleteIfExists(file(number));
            } catch (IOException e) {
                // It is kept once all the same: its number tells.
                log.debug("spool file={}", file(number), e);
            }
        }
    }

    /** Sets one aside that nobody can keep. */
    void reject(long number) {
        Waiting one = forget(number);
        if (one != null && one.entry() == null) {
            try {
                Files.move(
                        file(number),
                        directory.resolve(file(number).getFileName() + ".rejected"),
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                log.debug("spool file={}", file(number), e);
            }
        }
    }

    private @Nullable Waiting forget(long number) {
        Waiting one = waiting.remove(number);
        if (one != null) {
            bytes -= one.bytes();
            inMemory -= one.entry() == null ? 0 : 1;
        }
        return one;
    }
}
