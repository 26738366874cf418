package dev.x0xtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests which paths a person can write. */
class HomePathTest {
    private static final Map<String, String> UNIT =
            Map.of("HOME", "/home/ann", "CREDENTIALS_DIRECTORY", "/run/credentials/unit@prod.service");

    @Test
    void aCredentialIsFoundWhereverSystemdPutsIt() {
        assertThat(HomePath.of(UNIT).parse("${CREDENTIALS_DIRECTORY}/webhook-secret"))
                .isEqualTo(Path.of("/run/credentials/unit@prod.service/webhook-secret"));
    }

    @Test
    void onlyThisVariableAndOnlyInFrontStandsForADirectory() {
        HomePath paths = HomePath.of(UNIT);
        assertThat(paths.parse("a/${CREDENTIALS_DIRECTORY}/b")).isEqualTo(Path.of("a/${CREDENTIALS_DIRECTORY}/b"));
        assertThat(paths.parse("${HOME}/b")).isEqualTo(Path.of("${HOME}/b"));
        assertThat(paths.parse("~/b")).isEqualTo(Path.of("/home/ann/b"));
    }

    @Test
    void withoutCredentialsTheMessageSaysWhatIsMissing() {
        assertThatThrownBy(() -> HomePath.of(Map.of("HOME", "/home/ann")).parse("${CREDENTIALS_DIRECTORY}/key"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'${CREDENTIALS_DIRECTORY}/key' needs CREDENTIALS_DIRECTORY, which systemd sets for a unit:"
                        + " set it to a directory with these files");
    }
}
