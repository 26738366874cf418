package dev.x0xtest.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDirectoriesTest {
    @TempDir
    private Path home = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "/s, /h, /s",
        "'', /h, /h/.local/state",
        "relative, /h, /h/.local/state",
        "./s, relative, HOME/.local/state",
        "'', '', HOME/.local/state",
        "/s, '', /s"
    })
    void everyPlaceIsAbsolute(String state, String named, String expected) {
        UserDirectories directories =
                new UserDirectories(Map.of("XDG_STATE_HOME", state, "HOME", named), home.toString());
        assertThat(directories.state()).hasValue(Path.of(expected.replace("HOME", home.toString())));
    }

    @Test
    void theCacheHasItsOwnVariable() {
        assertThat(new UserDirectories(Map.of("XDG_CACHE_HOME", "/c"), "").cache())
                .hasValue(Path.of("/c"));
        assertThat(new UserDirectories(Map.of("HOME", "/h"), "").cache()).hasValue(Path.of("/h/.cache"));
    }

    /** Java says "?" of a user whom the system does not know. */
    @ParameterizedTest
    @CsvSource({"?", "''", "/nonexistent/home"})
    void withoutAHomeThereIsNoPlace(String systemHome) {
        assertThat(new UserDirectories(Map.of(), systemHome).state()).isEmpty();
        assertThat(new UserDirectories(Map.of("HOME", ""), systemHome).cache()).isEmpty();
    }
}
