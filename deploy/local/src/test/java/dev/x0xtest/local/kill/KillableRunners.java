package dev.x0xtest.local.kill;

import dev.x0xtest.local.mesh.RunnerProcesses;
import dev.x0xtest.local.mesh.Runners;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.process.ChildProcess;
import dev.x0xtest.local.mesh.process.MeshDirectory;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** Runners in processes of their own that keep their ledgers on the disk and can be started again. */
final class KillableRunners implements Runners {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(5);

    private final Map<NodeLabel, ChildProcess> processes = new LinkedHashMap<>();
    private final Map<NodeLabel, Integer> starts = new LinkedHashMap<>();
    private final AgentId coordinator;
    private final MeshDirectory directory;

    private KillableRunners(AgentId coordinator, MeshDirectory directory) {
        this.coordinator = coordinator;
        this.directory = directory;
    }

    /** Starts a runner for each node and waits until all are attached. */
    static KillableRunners start(
            List<Daemons.Node> nodes, AgentId coordinator, MeshDirectory directory, EventLoopGroup group) {
        KillableRunners runners = new KillableRunners(coordinator, directory);
        boolean up = false;
        try {
            nodes.forEach(runners::start);
            nodes.forEach(node -> runners.awaitAttached(node.label()));
            up = true;
            return runners;
        } finally {
            if (!up) {
                runners.close();
            }
        }
    }

    /** Starts the runner of a node, in the place of one that has ended. */
    void start(Daemons.Node node) {
        Path home = directory.folder(node.label().text());
        int number = starts.merge(node.label(), 1, Integer::sum);
        processes.put(
                node.label(),
                ChildProcess.start(
                        "runner of " + node.label().text(),
                        RunnerProcesses.command(
                                node,
                                coordinator,
                                directory.folder("locks"),
                                state(node.label()).toString()),
                        home,
                        home.resolve("runner" + number + ".log"),
                        Map.of()));
    }

    /** Where a runner keeps its ledgers. */
    Path state(NodeLabel label) {
        return directory.folder(label.text()).resolve("runner-state");
    }

    void awaitAttached(NodeLabel label) {
        ChildProcess process = process(label);
        Awaitility.await(process.name() + " attaches").atMost(START).until(() -> {
            process.death().ifPresent(line -> {
                throw new AssertionError(line);
            });
            return process.output().contains("attached to direct messages");
        });
    }

    ChildProcess process(NodeLabel label) {
        return Objects.requireNonNull(processes.get(label), "a runner");
    }

    @Override
    public void stop(NodeLabel label) {
        throw new UnsupportedOperationException("runners of this mesh are killed");
    }

    @Override
    public void onFailure(Consumer<String> listener) {
        processes.values().forEach(process -> process.onDeath(listener));
    }

    @Override
    public void close() {
        processes.values().forEach(ChildProcess::terminate);
        processes.values().forEach(process -> process.awaitEnd(END));
    }
}
