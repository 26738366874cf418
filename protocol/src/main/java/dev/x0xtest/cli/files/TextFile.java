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
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private TextFile() {}

    /**
     * Reads the whole text, at most 1 MiB of UTF-8. A byte order mark is not part of the text.
     *
     * @throws UsageException if it cannot be read: one line that names the file
     */
    public static String read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new UsageException(path + ": larger than " + LARGEST + " bytes");
            }
            if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
                throw new UsageException(path + ": the text is UTF-16; save it as UTF-8");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new UsageException(path + ": no such file");
        } catch (AccessDeniedException e) {
            throw new UsageException(path + ": permission denied");
        } catch (IOException e) {
            throw new UsageException(path + ": cannot be read: " + e.getMessage());
        }
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }
}
