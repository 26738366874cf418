package dev.x0xtest.coordinator.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares text with a file in {@code src/test/resources/golden}. {@code -Dgolden.rewrite=true} writes the files
 * instead.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    public static void assertSame(String file, List<String> lines) {
        assertSame(file, String.join("\n", lines) + "\n");
    }

    public static void assertSame(String file, String text) {
        Path golden = FOLDER.resolve(file);
        try {
            if (Boolean.getBoolean("golden.rewrite")) {
                Files.createDirectories(FOLDER);
                Files.writeString(golden, text);
            }
            assertThat(text).as("%s; -Dgolden.rewrite=true accepts it", golden).isEqualTo(Files.readString(golden));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
