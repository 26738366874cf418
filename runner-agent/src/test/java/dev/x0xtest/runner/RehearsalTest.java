package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the rehearsal gets through whole runs, and that nothing of it leaves the process. */
class RehearsalTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void itSendsHopsAndAnswersIntoMemory() {
        // In each run: five hops twice; the answers to four commands, and the report.
        assertThat(Rehearsal.perform()).isGreaterThanOrEqualTo(4 * (10 + 5));
    }

    @Test
    void noRequestReachesTheDaemonAndNoFileIsLeft() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "secret");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path output = directory.resolve("output");
        try (ServerSocket daemon = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Process runner = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.x0xtest.runner.Main",
                            "--rehearse",
                            "--coordinator",
                            "c".repeat(64),
                            "--api-base",
                            "http://127.0.0.1:" + daemon.getLocalPort(),
                            "--api-token-file",
                            token.toString(),
                            "--lock-dir",
                            empty.toString(),
                            "--state-dir",
                            empty.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(runner.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(output)).isEmpty();
            assertThat(runner.exitValue()).isZero();
            daemon.setSoTimeout(1);
            assertThatThrownBy(daemon::accept)
                    .as("connections to the daemon")
                    .isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(empty).isEmptyDirectory();
    }
}
