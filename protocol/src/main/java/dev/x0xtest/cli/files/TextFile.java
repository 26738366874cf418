package dev.x0xtest.cli.files;

import dev.x0xtest.cli.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a text file that the user named. */
public final class TextFile {
    private static final int LARGEST = 1 << 20;

    private TextFile() {}

    /**
     * Reads the whole text, at most 1 MiB.
     *
     * @throws UsageException if it cannot be read: one line that names the file
     */
    public static String read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new UsageException(path + ": larger than " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new UsageException(path + ": no such file");
        } catch (AccessDeniedException e) {
            throw new UsageException(path + ": permission denied");
        } catch (IOException e) {
            throw new UsageException(path + ": cannot be read: " + e.getMessage());
        }
    }
}
