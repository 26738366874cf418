package dev.x0xtest.local.mesh;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.process.ChildProcess;
import dev.x0xtest.local.mesh.process.JavaProgram;
import dev.x0xtest.local.mesh.process.MeshDirectory;
import dev.x0xtest.local.mesh.process.Waiting;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runners in processes of their own, with the command line that a fleet uses. */
public final class RunnerProcesses implements Runners {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(5);
    private static final String ATTACHED = "attached to direct messages";

    private final Map<NodeLabel, ChildProcess> processes = new LinkedHashMap<>();

    private RunnerProcesses() {}

    /** Starts a runner for each node. Blocks until each has logged that it is attached to direct messages. */
    static RunnerProcesses start(
            List<Daemons.Node> nodes, AgentId coordinator, MeshDirectory directory, EventLoopGroup group)
            throws InterruptedException {
        RunnerProcesses started = new RunnerProcesses();
        EventLoop loop = group.next();
        try {
            for (Daemons.Node node : nodes) {
                Path home = directory.folder(node.label().text());
                started.processes.put(
                        node.label(),
                        ChildProcess.start(
                                "runner of " + node.label().text(),
                                command(node, coordinator, directory.folder("locks"), "none"),
                                home,
                                home.resolve("runner.log"),
                                Map.of()));
            }
            for (ChildProcess process : started.processes.values()) {
                Waiting.forResult(
                        Waiting.until(loop, () -> attached(process)), START, process.name() + " does not attach");
            }
            return started;
        } catch (InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** The command line of a node's runner; {@code state} is what its option of that name takes. */
    public static List<String> command(Daemons.Node node, AgentId coordinator, Path locks, String state) {
        List<String> command = new ArrayList<>(JavaProgram.small());
        command.addAll(List.of(
                "dev.x0xtest.runner.Main",
                "--node",
                node.label().text(),
                "--api-base",
                node.address().toString(),
                "--api-token-file",
                node.tokenFile().toString(),
                "--coordinator",
                coordinator.hex(),
                "--lock-dir",
                locks.toString(),
                "--state-dir",
                state));
        return command;
    }

    private static CompletableFuture<Boolean> attached(ChildProcess process) {
        return process.death()
                .map(line -> CompletableFuture.<Boolean>failedFuture(new EnvironmentException(line, null)))
                .orElseGet(
                        () -> CompletableFuture.completedFuture(process.output().contains(ATTACHED)));
    }

    @Override
    public void stop(NodeLabel label) {
        @Nullable ChildProcess process = processes.remove(label);
        if (process == null) {
            throw new IllegalArgumentException("no runner at " + label.text());
        }
        process.terminate();
        process.awaitEnd(END);
    }

    @Override
    public void onFailure(Consumer<String> listener) {
        processes.values().forEach(process -> process.onDeath(listener));
    }

    @Override
    public void close() {
        processes.values().forEach(ChildProcess::terminate);
        processes.values().forEach(process -> process.awaitEnd(END));
        processes.clear();
    }
}
