package dev.x0xtest.coordinator.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One command on a host whose login files and ssh print as they like. The host is a script on this machine. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SshReadTest {
    private static final String TALKS = """
            #!/bin/sh
            echo 'Welcome to the host'
            printf 'no line end'
            echo '** WARNING: connection is not using a post-quantum key exchange algorithm.' >&2
            echo '** This session may be vulnerable to "store now, decrypt later" attacks.' >&2
            echo '** The server may need to be upgraded. See https://openssh.com/pq.html' >&2
            echo 'bash: warning: setlocale: LC_ALL: cannot change locale (de_DE.UTF-8)' >&2
            echo 'my .bashrc says hello' >&2
            for last in "$@"; do :; done
            """;

    @TempDir
    private Path directory = Path.of("");

    private SshTarget host(String script) throws IOException {
        Path program = Files.writeString(directory.resolve("ssh"), script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new SshTarget(program.toString(), "nyc.example", null, null, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "token\n", "two\nlines\n", "", "\n", "\n\nx\n\n", "it's \"quoted\" $HOME"})
    void onlyTheCommandsOutputIsRead(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("api token"), text);
        SshTarget host = host(TALKS + "sh -c \"$last\"; code=$?; echo 'Good bye'; exit $code\n");
        assertThat(SshRead.file("nyc", host, file.toString())).isEqualTo(text);
    }

    @Test
    void theReasonIsTheCommandsOwn() throws IOException {
        SshTarget host = host(TALKS + "exec sh -c \"$last\"\n");
        assertThatThrownBy(() -> SshRead.file("nyc", host, "/no/such/file"))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageStartingWith("ssh to nyc (nyc.example): cat: ")
                .hasMessageContaining("No such file")
                .hasMessageNotContaining("**")
                .hasMessageNotContaining("bashrc");
    }

    @Test
    void sshsReasonIsNotAWarning() throws IOException {
        SshTarget host = host(TALKS + """
                echo "Warning: Permanently added 'nyc.example' (ED25519) to the list of known hosts." >&2
                echo 'root@nyc.example: Permission denied (publickey).' >&2
                echo '** WARNING: connection is not using a post-quantum key exchange algorithm.' >&2
                exit 255
                """.replace("my .bashrc says hello", ""));
        assertThatThrownBy(() -> SshRead.file("nyc", host, "/x"))
                .hasMessageEndingWith("root@nyc.example: Permission denied (publickey).")
                .hasMessageNotContaining("**")
                .hasMessageNotContaining("Permanently");
    }

    @Test
    void aHostThatRunsSomethingElseIsSaid() throws IOException {
        SshTarget host = host("#!/bin/sh\necho 'This account is for backups only'\n");
        assertThatThrownBy(() -> SshRead.shell("nyc", host, "date", Duration.ofSeconds(30)))
                .hasMessage("ssh to nyc (nyc.example): the host printed something else than the command's output:"
                        + " does its account force another command, or print too much at login?");
    }
}
