package dev.x0xtest.local.mesh.process;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.coordinator.tunnel.OrphanGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A child process that ends when this process ends; see {@link OrphanGuard}. */
public final class ChildProcess {
    private final String name;
    private final Process process;
    private final Path log;
    private volatile boolean terminated;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a program whose output goes to a file.
     *
     * @param environment added to that of this process
     */
    public static ChildProcess start(
            String name, List<String> command, Path directory, Path log, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(OrphanGuard.of(name, command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new EnvironmentException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /** The program itself: the shell that guards it becomes it. */
    public long pid() {
        return process.pid();
    }

    public String name() {
        return name;
    }

    /**
     * Calls the listener with a line like that of {@link #death} when the process ends before {@link #terminate}; soon if
     * it already has.
     */
    public void onDeath(Consumer<String> listener) {
        process.onExit().thenRun(() -> {
            if (!terminated) {
                death().ifPresent(listener);
            }
        });
    }

    /** Sends SIGTERM without waiting. The pipe stays open, so that the watcher does not act. */
    public void terminate() {
        terminated = true;
        process.toHandle().destroy();
    }

    /** Waits for the process to end, and kills it when the patience is over. */
    public void awaitEnd(Duration patience) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            process.destroyForcibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public String output() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** The exit code and the most telling line of output, after the process has ended; empty while it runs. */
    public Optional<String> death() {
        if (process.isAlive()) {
            return Optional.empty();
        }
        List<String> lines = output().lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String said = lines.stream()
                .filter(line -> line.contains("rror"))
                .findFirst()
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
        return Optional.of(name + " ended with " + process.exitValue() + ": " + said);
    }
}
