package dev.x0xtest.local.interop;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.process.ChildProcess;
import dev.x0xtest.local.mesh.process.Waiting;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Upstream's runner beside one daemon, in a process of its own. Closing it ends the process. */
final class UpstreamRunner implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(5);

    private final ChildProcess process;

    private UpstreamRunner(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts the runner and does not wait until it is ready.
     *
     * @param directory the directory of its log
     */
    static UpstreamRunner start(UpstreamHarness harness, Daemons.Node node, Path directory) {
        Map<String, String> environment = Map.of(
                "NODE_NAME", node.label().text(),
                "X0X_API_BASE", node.address().toString(),
                "X0X_API_TOKEN", UpstreamHarness.token(node),
                "X0X_RUNNER_LIB_DIR", harness.tests().toString());
        return new UpstreamRunner(ChildProcess.start(
                "upstream's runner of " + node.label().text(),
                harness.command("runners/x0x_test_runner.py"),
                directory,
                directory.resolve("upstream-runner.log"),
                environment));
    }

    /**
     * Completes when the runner has subscribed to the topics and opens both streams. Fails if the process ends first.
     */
    CompletableFuture<@Nullable Void> ready(EventLoop loop) {
        return Waiting.until(
                loop,
                () -> process.death()
                        .map(line -> CompletableFuture.<Boolean>failedFuture(new EnvironmentException(line, null)))
                        .orElseGet(() -> CompletableFuture.completedFuture(listens(process.output()))));
    }

    private static boolean listens(String log) {
        return log.contains("opening SSE /events") && log.contains("opening SSE /direct/events");
    }

    /** Returns what the runner has logged so far. */
    String log() {
        return process.output();
    }

    void onDeath(Consumer<String> listener) {
        process.onDeath(listener);
    }

    @Override
    public void close() {
        process.terminate();
        process.awaitEnd(END);
    }
}
