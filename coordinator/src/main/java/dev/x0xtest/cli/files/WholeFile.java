package dev.x0xtest.cli.files;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A file that is there in full or not at all, so that nobody reads half a report. */
public final class WholeFile {
    private static final int NAMES = 64;

    private WholeFile() {}

    /**
     * Why {@link #write} would fail, for asking before a run of minutes: one line, empty when nothing is known to be
     * wrong.
     */
    public static Optional<String> problem(Path file) {
        Path folder = folder(file);
        if (Files.isDirectory(file)) {
            return Optional.of(file + " is a directory");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("there is no directory " + folder);
        }
        boolean writable = isSpecial(file) ? Files.isWritable(file) : Files.isWritable(folder);
        return writable ? Optional.empty() : Optional.of(file + " cannot be written");
    }

    /** What a file is to hold, written piece by piece. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /** Replaces the file in one step; a symbolic link stays and what it points to is replaced. */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text));
    }

    /** The same for what is too large for memory; UTF-8. */
    public static void write(Path file, Content content) throws IOException {
        if (isSpecial(file)) {
            writeTo(Files.newOutputStream(file), content);
            return;
        }
        Path target = Files.exists(file) ? file.toRealPath() : file;
        Path beside = beside(target);
        try {
            writeTo(Files.newOutputStream(beside), content);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** A new file: what somebody else put there, such as a link in a directory for everybody, is never opened. */
    private static Path beside(Path target) throws IOException {
        String name = "." + target.getFileName() + "." + ProcessHandle.current().pid();
        for (int i = 0; i < NAMES; i++) {
            try {
                return Files.createFile(folder(target).resolve(name + "-" + i + ".tmp"));
            } catch (FileAlreadyExistsException e) {
                // the next name
            }
        }
        throw new FileAlreadyExistsException(
                folder(target).resolve(name + "-0.tmp").toString());
    }

    private static void writeTo(OutputStream stream, Content content) throws IOException {
        // Half a surrogate pair, which a daemon's error text may hold, becomes a question mark instead of a failure.
        try (Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8))) {
            content.writeTo(out);
        }
    }

    /** A device or a pipe: it is written to, never replaced. */
    private static boolean isSpecial(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
