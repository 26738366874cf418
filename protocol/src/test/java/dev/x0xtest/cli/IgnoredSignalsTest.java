package dev.x0xtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoredSignalsTest {
    @TempDir
    private Path directory;

    private IgnoredSignals of(String text) throws IOException {
        return IgnoredSignals.in(Files.writeString(directory.resolve("status"), text));
    }

    @Test
    void nohupIgnoresOnlySighup() throws IOException {
        IgnoredSignals nohup = of("Name:\tjava\nSigIgn:\t0000000000000001\nSigCgt:\t0000000000014002\n");
        assertThat(nohup.has("HUP")).isTrue();
        assertThat(nohup.has("INT")).isFalse();
        assertThat(nohup.has("TERM")).isFalse();
    }

    @Test
    void aJobInTheBackgroundOfAScriptIgnoresIntAndQuit() throws IOException {
        IgnoredSignals background = of("SigIgn:\t0000000000000006\n");
        assertThat(background.has("INT")).isTrue();
        assertThat(background.has("QUIT")).isTrue();
        assertThat(background.has("HUP")).isFalse();
        assertThat(of("SigIgn:\t0000000000004000\n").has("TERM")).isTrue();
    }

    @Test
    void aSystemThatDoesNotTellIgnoresNothing() throws IOException {
        assertThat(of("SigIgn:\tmany\n").has("HUP")).isFalse();
        assertThat(IgnoredSignals.in(directory.resolve("absent")).has("HUP")).isFalse();
    }
}
