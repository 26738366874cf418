package dev.x0xtest.runner.lock;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.wire.AgentId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Takes a lock in a process of its own, and holds it until its input ends. */
final class LockProgram implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private LockProgram(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** {@code acquire DIRECTORY AGENT} begins at a line of input; {@code hold FILE} locks an existing file. */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("hold")) {
            FileChannel channel = FileChannel.open(Path.of(arguments[1]), StandardOpenOption.WRITE);
            System.out.println(channel.tryLock() == null ? "refused" : "running");
        } else {
            System.out.println("ready");
            System.in.read();
            System.out.println(acquire(Path.of(arguments[1]), new AgentId(arguments[2])));
        }
        while (System.in.read() >= 0) {
            // holds it
        }
    }

    private static String acquire(Path directory, AgentId agent) {
        try {
            Optional<RunnerLock> lock = Optional.empty();
            while (lock.isEmpty()) {
                lock = RunnerLock.acquire(
                        directory, agent, "secret", ProcessHandle.current().pid());
            }
            return "running";
        } catch (EnvironmentException e) {
            return "refused: " + e.getMessage();
        }
    }

    static LockProgram start(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), LockProgram.class.getName());
        builder.command().addAll(List.of(arguments));
        return new LockProgram(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** What the program says next; its log is on the same stream. */
    String line() throws IOException {
        String line = out.readLine();
        while (line != null && !line.matches("(ready|running|refused).*")) {
            line = out.readLine();
        }
        return String.valueOf(line);
    }

    void begin() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    long pid() {
        return process.pid();
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
