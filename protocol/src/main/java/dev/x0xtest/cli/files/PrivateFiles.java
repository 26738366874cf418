package dev.x0xtest.cli.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that only their owner may read: journals name agents and addresses, and tokens are secrets. */
public final class PrivateFiles {
    private PrivateFiles() {}

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    public static Path create(Path file) throws IOException {
        return posix()
                ? Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
    }

    /** Makes the file anew, so that it is private whatever was there before. */
    public static void replace(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(create(file), text);
    }

    /** With everything above it that is missing; what is there stays as it is. */
    public static Path createDirectories(Path directory) throws IOException {
        return posix()
                ? Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectories(directory);
    }
}
