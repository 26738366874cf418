package dev.x0xtest.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDirectoriesTest {
    @Test
    void theServiceManagersDirectoryIsFirst() {
        Map<String, String> unit = Map.of(
                "STATE_DIRECTORY", "/var/lib/x0xtest-runner/test:/var/lib/other",
                "XDG_STATE_HOME", "/state");
        assertThat(StateDirectories.byDefault(unit)).contains(Path.of("/var/lib/x0xtest-runner/test"));
    }

    @Test
    void thenThatOfTheUser() {
        assertThat(StateDirectories.byDefault(Map.of("XDG_STATE_HOME", "/state", "STATE_DIRECTORY", "relative")))
                .contains(Path.of("/state/x0xtest-runner"));
        assertThat(StateDirectories.byDefault(Map.of("HOME", "/home/op")))
                .contains(Path.of("/home/op/.local/state/x0xtest-runner"));
    }
}
