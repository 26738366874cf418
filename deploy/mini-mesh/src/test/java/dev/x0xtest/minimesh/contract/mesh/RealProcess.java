package dev.x0xtest.minimesh.contract.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.client.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One x0xd process. It is ended by SIGTERM, and by SIGKILL if it still runs ten seconds later. */
final class RealProcess {
    private static final long EXIT_SECS = 10;
    private final Path home;
    private final Process process;

    private RealProcess(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    static RealProcess launch(Path binary, Path home, String configuration) throws IOException {
        Files.createDirectories(home);
        Path file = Files.writeString(home.resolve("x0xd.toml"), configuration);
        ProcessBuilder command = new ProcessBuilder(
                        binary.toString(),
                        "--config",
                        file.toString(),
                        "--no-hard-coded-bootstrap",
                        "--skip-update-check",
                        "--disable-peer-cache",
                        "--no-port-mapping")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        command.environment().put("X0X_HOME", home.resolve("x0x").toString());
        command.environment().put("HOME", home.toString());
        return new RealProcess(home, command.start());
    }

    /**
     * Waits until the daemon has written its files, then reads its ids. If the process ends first, fails with its log.
     */
    DaemonNode await(Duration patience) {
        Path data = home.resolve("data");
        Awaitility.await("x0xd answers in " + home)
                .pollDelay(Duration.ZERO)
                .atMost(patience)
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(
                                "x0xd exited with " + process.exitValue() + ": " + read(home.resolve("log")));
                    }
                    return written(data.resolve("api.port")) && written(data.resolve("api-token"));
                });
        URI base = URI.create("http://" + read(data.resolve("api.port")).strip());
        String token = read(data.resolve("api-token")).strip();
        JsonNode agent = new Rest(base, token).get("/agent").json();
        return new DaemonNode(
                base,
                token,
                data,
                agent.get("agent_id").asText(),
                agent.get("machine_id").asText());
    }

    void terminate() {
        process.destroy();
    }

    void awaitExit() {
        try {
            if (!process.waitFor(EXIT_SECS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** Whether the file has content. A daemon creates it before it writes it. */
    private static boolean written(Path file) {
        return Files.exists(file) && !read(file).isBlank();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
