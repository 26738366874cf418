package dev.x0xtest.coordinator.tunnel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One ssh that cannot outlive this process, and its last lines on stderr. Methods may be called from any thread. */
final class SshProcess {
    private static final Logger log = LoggerFactory.getLogger(SshProcess.class);
    private static final int KEPT_LINES = 32;
    private static final int LONGEST_LINE = 1000;
    private static final long LAST_WORDS_MS = 500;

    private final String name;
    private final Process process;
    private final Thread reader;
    private final Deque<String> lines = new ArrayDeque<>();

    private SshProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = new Thread(this::read, "stderr of " + name);
        reader.setDaemon(true);
    }

    /**
     * Starts it.
     *
     * @param onEnd called once, on another thread, after the process ended and its stderr was read
     * @throws IOException if there is no shell
     */
    static SshProcess start(String name, List<String> command, Consumer<SshProcess> onEnd) throws IOException {
        Process process = new ProcessBuilder(OrphanGuard.of(name, command)).start();
        SshProcess ssh = new SshProcess(name, process);
        ssh.reader.start();
        process.onExit().thenAccept(ended -> {
            ssh.awaitLastWords();
            onEnd.accept(ssh);
        });
        return ssh;
    }

    private void read() {
        try (BufferedReader reading =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = next(reading); line != null; line = next(reading)) {
                log.debug("ssh={} said={}", name, line);
                keep(line);
            }
        } catch (IOException e) {
            log.debug("ssh={} stderr cannot be read", name, e);
        }
    }

    /** The next line, truncated to the longest length. */
    private static @Nullable String next(BufferedReader reading) throws IOException {
        StringBuilder line = new StringBuilder();
        int character = reading.read();
        if (character < 0) {
            return null;
        }
        while (character >= 0 && character != '\n') {
            if (line.length() < LONGEST_LINE) {
                line.append((char) character);
            }
            character = reading.read();
        }
        return line.toString();
    }

    private synchronized void keep(String line) {
        if (lines.size() == KEPT_LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    // A child of ssh may keep the pipe open: do not wait for it.
    private void awaitLastWords() {
        try {
            reader.join(LAST_WORDS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Its standard output. Only one thread may read it. */
    InputStream output() {
        return process.getInputStream();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Completes, always normally, on another thread. */
    CompletableFuture<@Nullable Void> ended() {
        return process.onExit().thenApply(ended -> null);
    }

    /** Its exit code; only after it has ended. */
    int exitValue() {
        return process.exitValue();
    }

    /** Sends SIGTERM; does not wait. */
    void end() {
        process.toHandle().destroy();
    }

    /** Sends SIGKILL, for a process that ignored {@link #end}. */
    void kill() {
        process.destroyForcibly();
    }
}
