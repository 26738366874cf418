package dev.x0xtest.cli.files;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A file that is there in full or not at all, so that nobody reads half a report. */
public final class WholeFile {
    private static final int TRIAL_BYTES = 4096;
    private static final FileAttribute<Set<PosixFilePermission>> READABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-"));
    private static final int MOST_LINKS = 40;
    private static final Pattern OPEN_FILES = Pattern.compile("/dev/(std(out|err)|fd/\\d+)|/proc/[^/]+/fd/\\d+");

    private WholeFile() {}

    /**
     * Why {@link #write} would fail, for asking before a run of minutes: one line, empty when nothing is known to be
     * wrong.
     */
    public static Optional<String> problem(Path file) {
        Path folder = folder(file);
        Optional<String> planted = Owners.planted(file);
        if (planted.isPresent()) {
            return Optional.of(file + " " + planted.get());
        }
        if (Files.isDirectory(file)) {
            return Optional.of(file + " is a directory");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("there is no directory " + folder);
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            return Optional.of(file + " cannot be written: permission denied");
        }
        return isSpecial(file)
                ? Optional.empty()
                : trial(resolved(file)).map(why -> file + " cannot be written: " + why);
    }

    /** Writes something beside the file: only that tells a full disk and a read-only one. */
    private static Optional<String> trial(Path file) {
        try {
            Path beside = beside(file);
            try {
                Files.write(beside, new byte[TRIAL_BYTES]);
            } finally {
                Files.deleteIfExists(beside);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(FileErrors.reason(e));
        }
    }

    /** The one name of a file, through all links, also through one that leads to no file yet. */
    public static Path resolved(Path file) {
        return resolved(file.toAbsolutePath(), MOST_LINKS);
    }

    private static Path resolved(Path file, int links) {
        try {
            if (Files.exists(file)) {
                return file.toRealPath();
            }
            Path folder = folder(file);
            if (links > 0 && Files.isSymbolicLink(file)) {
                return resolved(folder.resolve(Files.readSymbolicLink(file)), links - 1);
            }
            Path name = file.getFileName();
            return name == null ? file : folder.toRealPath().resolve(name);
        } catch (IOException e) {
            return file;
        }
    }

    /** What a file is to hold, written piece by piece. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /** The same as bytes. */
    @FunctionalInterface
    public interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces the file in one step; a symbolic link stays and what it points to is replaced. */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text));
    }

    /** The same for what is too large for memory; UTF-8. */
    public static void write(Path file, Content content) throws IOException {
        refusePlanted(file);
        if (isSpecial(file)) {
            writeTo(file, content, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            return;
        }
        writeNew(resolved(file), content);
    }

    private static void refusePlanted(Path file) throws FileSystemException {
        Optional<String> planted = Owners.planted(file);
        if (planted.isPresent()) {
            throw new FileSystemException(file.toString(), null, "it " + planted.get());
        }
    }

    /** The same for what is no text; the stream is buffered and is closed here. */
    public static void writeBytes(Path file, Bytes content) throws IOException {
        refusePlanted(file);
        boolean special = isSpecial(file);
        Path target = special ? file : resolved(file);
        Path into = special ? file : beside(target);
        try {
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(into, StandardOpenOption.WRITE, StandardOpenOption.APPEND))) {
                content.writeTo(out);
            }
            if (!special) {
                Files.move(into, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            if (!special) {
                Files.deleteIfExists(into);
            }
        }
    }

    /** The same for a file of our own choice: a link under its name is replaced, never followed. */
    public static void writeNew(Path target, Content content) throws IOException {
        Path beside = beside(target);
        try {
            writeTo(beside, content, StandardOpenOption.WRITE);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** A new file with a name that nobody can guess and plant a link under, readable to whom the umask lets. */
    private static Path beside(Path target) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? Files.createTempFile(folder(target), ".x0xtest-", ".tmp", READABLE)
                : Files.createTempFile(folder(target), ".x0xtest-", ".tmp");
    }

    private static void writeTo(Path file, Content content, OpenOption... options) throws IOException {
        // Half a surrogate pair, which a daemon's error text may hold, becomes a question mark instead of a failure.
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(Files.newOutputStream(file, options), StandardCharsets.UTF_8))) {
            content.writeTo(out);
        }
    }

    /** A device, a pipe or something that this process has open: it is written to, never replaced. */
    public static boolean isSpecial(Path file) {
        return (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file))
                || OPEN_FILES
                        .matcher(file.toAbsolutePath().normalize().toString())
                        .matches();
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
