package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.cli.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a line of shell on a host over ssh and returns its output. Blocks. */
public final class SshRead {
    private static final Logger log = LoggerFactory.getLogger(SshRead.class);
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int MOST_BYTES = 1 << 18;
    private static final long LAST_WORDS_MS = 500;

    private SshRead() {}

    /**
     * The text of a file on the host.
     *
     * @param path without a single quote
     * @throws EnvironmentException if it cannot be read within 15 s: one line that quotes ssh
     */
    public static String file(String node, SshTarget target, String path) {
        return shell(node, target, "cat -- '" + path + "'", LIMIT);
    }

    /**
     * The output of a line of POSIX shell on the host, at most 256 KiB with all that the host prints at login.
     *
     * @throws EnvironmentException if it fails or exceeds the limit: one line that quotes ssh
     */
    public static String shell(String node, SshTarget target, String script, Duration limit) {
        String prefix = "ssh to " + node + " (" + target.described() + "): ";
        CompletableFuture<SshProcess> ended = new CompletableFuture<>();
        try {
            SshProcess ssh =
                    SshProcess.start("ssh to " + node, target.shell(SshOutput.marked(script)), ended::complete);
            CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> printed(ssh));
            try {
                ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (ssh.exitValue() != 0) {
                    throw new EnvironmentException(prefix + SshWords.quote(ssh.lines()), null);
                }
                return SshOutput.of(printed.get(LAST_WORDS_MS, TimeUnit.MILLISECONDS))
                        .orElseThrow(() -> new EnvironmentException(
                                prefix + "the host printed something else than the command's output: does its account"
                                        + " force another command, or print too much at login?",
                                null));
            } catch (TimeoutException e) {
                throw new EnvironmentException(prefix + "no answer within " + limit.toSeconds() + " s", e);
            } finally {
                ssh.kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException(prefix + "interrupted", e);
        } catch (IOException | ExecutionException e) {
            throw new EnvironmentException(prefix + e.getMessage(), e);
        }
    }

    private static String printed(SshProcess ssh) {
        try (InputStream out = ssh.output()) {
            byte[] bytes = out.readNBytes(MOST_BYTES);
            out.skip(Long.MAX_VALUE);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            log.debug("output of ssh cannot be read", e);
            return "";
        }
    }
}
