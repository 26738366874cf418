package dev.x0xtest.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootIdTest {
    private static final String DASHED = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    private static final String PLAIN = DASHED.replace("-", "");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theUnitAndTheSystemTellTheSameId() throws IOException {
        Path file = Files.writeString(directory.resolve("boot_id"), DASHED + "\n");
        assertThat(BootId.of(Map.of(), file)).isEqualTo(PLAIN);
        assertThat(BootId.of(Map.of("X0XTEST_BOOT_ID", PLAIN), directory.resolve("hidden")))
                .isEqualTo(PLAIN);
    }

    @Test
    void aHostThatTellsNoneWasBootedAnew() {
        Path none = directory.resolve("none");
        assertThat(BootId.of(Map.of(), none)).isNotEqualTo(BootId.of(Map.of(), none));
    }
}
