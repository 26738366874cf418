package dev.x0xtest.local;

import dev.x0xtest.local.mesh.process.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The program in a process of its own, with this test's class path. */
public final class Program {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    // A shell makes its background processes ignore SIGINT, and their children inherit that.
    private static final List<String> HEARS_SIGNALS =
            Files.exists(Path.of("/proc")) ? List.of("env", "--default-signal=INT,TERM") : List.of();

    private final Process process;
    private final Path err;

    private Program(Process process, Path err) {
        this.process = process;
        this.err = err;
    }

    /** Starts the program. Its temporary files go below {@code temporary}. */
    public static Program start(Path directory, Path temporary, String... arguments) throws IOException {
        Path err = directory.resolve("err");
        List<String> command = new ArrayList<>(JavaProgram.small());
        command.add(1, "-Djava.io.tmpdir=" + temporary);
        command.addAll(0, HEARS_SIGNALS);
        // The last one counts. A small heap carries no mesh of sixty.
        command.add("-Xmx512m");
        command.add(X0xtestMain.class.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(err.toFile());
        builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        return new Program(builder.start(), err);
    }

    public String err() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitErr(String expected) {
        Awaitility.await("'" + expected + "' on stderr").atMost(PATIENCE).until(() -> err().contains(expected));
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Closes the program's standard input, as Ctrl-D does, or the end of the process that started it. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Sends the signal twice, as {@code timeout} does: once to the program and once to its group. */
    public void signal(String name) throws IOException, InterruptedException {
        String once = "kill -" + name + " " + process.pid();
        Process kill = new ProcessBuilder("sh", "-c", once + " && { " + once + " || :; }").start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException(once + " failed");
        }
    }

    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running: " + err());
        }
        return process.exitValue();
    }

    /** Kills the program as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
    }

    public void end() {
        process.destroyForcibly();
    }
}
