package dev.x0xtest.serve.alert.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.x0xtest.serve.model.Alert;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts a command for each alert, without a shell: alert/1 on its standard input, the words of it in its environment. Exit code 0
 * takes the alert. What it prints is thrown away, except for its last line if it fails.
 */
public final class CommandSink implements Sink {
    private static final int KEPT = 4_096;
    private static final int QUOTED = 200;

    private final String name;
    private final List<String> command;
    private final Duration timeout;

    /** Starts nothing yet. {@code timeout}: after it the command is killed with its children. */
    public CommandSink(String name, List<String> command, Duration timeout) {
        this.name = name;
        this.command = List.copyOf(command);
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(Alert alert) throws SinkException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "X0XTEST_ALERT", alert.id(),
                        "X0XTEST_EVENT", alert.event().label(),
                        "X0XTEST_INCIDENT", alert.incident(),
                        "X0XTEST_KIND", AlertText.plain(alert.kind()),
                        "X0XTEST_SEVERITY", AlertText.plain(alert.severity()),
                        "X0XTEST_TEXT", AlertText.plain(alert.text()),
                        "X0XTEST_NEXT", AlertText.plain(alert.next()),
                        "X0XTEST_FLEET", AlertText.plain(alert.fleet()),
                        "X0XTEST_NETWORK", AlertText.plain(alert.network())));
        Process process = start(builder);
        Output output = new Output(process.getInputStream());
        try {
            feed(process, AlertJson.tree(alert).toString());
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SinkException("the command did not end within " + timeout.toMillis() + " ms");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new SinkException("the command ended with exit code " + process.exitValue() + output.lastLine());
        }
    }

    private Process start(ProcessBuilder builder) throws SinkException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new SinkException("the command " + command.get(0) + " cannot be started");
        }
    }

    /** An alert is smaller than a pipe's buffer, so that a command that does not read holds nothing up. */
    private static void feed(Process process, String json) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(json.getBytes(UTF_8));
        } catch (IOException e) {
            // It did not want to read it: its exit code decides.
        }
    }

    /** Reads on a thread of its own all that the command prints, and keeps the last bytes. */
    private static final class Output {
        private static final long LAST_WORDS_MS = 500;

        private final InputStream in;
        private final Thread reader;
        private byte[] kept = {};

        Output(InputStream in) {
            this.in = in;
            reader = new Thread(this::read, "alert-command-output");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            byte[] buffer = new byte[KEPT];
            try {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    keep(buffer, count);
                }
            } catch (IOException e) {
                // It was killed.
            }
        }

        private synchronized void keep(byte[] bytes, int count) {
            byte[] all = new byte[kept.length + count];
            System.arraycopy(kept, 0, all, 0, kept.length);
            System.arraycopy(bytes, 0, all, kept.length, count);
            kept = all.length <= KEPT ? all : Arrays.copyOfRange(all, all.length - KEPT, all.length);
        }

        String lastLine() throws InterruptedException {
            reader.join(LAST_WORDS_MS);
            synchronized (this) {
                String text = new String(kept, UTF_8).strip();
                String line = AlertText.plain(text.substring(text.lastIndexOf('\n') + 1));
                return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), QUOTED));
            }
        }
    }
}
