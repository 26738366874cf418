package dev.x0xtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    @Test
    void scriptsRelyOnTheseNumbers() {
        assertThat(Arrays.stream(ExitCode.values()).map(code -> code + "=" + code.code()))
                .containsExactly(
                        "PASS=0",
                        "FAIL=1",
                        "USAGE=2",
                        "ENVIRONMENT=3",
                        "INCONCLUSIVE=4",
                        "INTERNAL=70",
                        "STALE_CREDENTIAL=75",
                        "HUNG_UP=129",
                        "INTERRUPTED=130",
                        "TERMINATED=143");
    }

    @Test
    void suggestionsAreNearOrAbsent() {
        var keys = java.util.List.of("api-base", "nodes", "node");
        assertThat(Suggestions.nearest("nodse", keys)).contains("node");
        assertThat(Suggestions.nearest("api-bas", keys)).contains("api-base");
        assertThat(Suggestions.nearest("zzz", keys)).isEmpty();
        assertThat(Suggestions.edits("kitten", "sitting")).isEqualTo(3);
    }
}
