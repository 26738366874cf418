package dev.x0xtest.cli.files;

import dev.x0xtest.cli.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a person names on the command line, read whole. */
public final class TextFile {
    private static final int LARGEST = 1 << 20;

    private TextFile() {}

    /**
     * Its text, 1 MiB at most.
     *
     * @throws UsageException when it cannot be read: one line that names it
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
