package dev.x0xtest.local.mesh;

import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.process.MeshDirectory;
import dev.x0xtest.local.mesh.process.Waiting;
import dev.x0xtest.runner.RestLinks;
import dev.x0xtest.runner.Runner;
import dev.x0xtest.runner.RunnerConfig;
import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runners inside this process. They talk to their daemons over HTTP, like runners in processes of their own. */
final class InProcessRunners implements Runners {
    private static final Logger log = LoggerFactory.getLogger(InProcessRunners.class);
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration END = Duration.ofSeconds(15);

    private final Map<NodeLabel, Runner> runners = new LinkedHashMap<>();

    private InProcessRunners() {}

    /** Starts a runner for each node. Blocks until all have attached to their direct message streams. */
    static InProcessRunners start(
            List<Daemons.Node> nodes, AgentId coordinator, MeshDirectory directory, EventLoopGroup group)
            throws InterruptedException {
        return start(nodes, Authority.parse(List.of(coordinator.hex())), directory, group);
    }

    /** Like the other {@code start}, for any set of coordinators and powers. */
    static InProcessRunners start(
            List<Daemons.Node> nodes, Authority authority, MeshDirectory directory, EventLoopGroup group)
            throws InterruptedException {
        InProcessRunners started = new InProcessRunners();
        Path locks = directory.folder("locks");
        RandomGenerator random = StrongRandom.system();
        List<CompletableFuture<@Nullable Void>> ready = nodes.stream()
                .map(node -> started.add(node, authority, locks, group.next(), random)
                        .start())
                .toList();
        try {
            for (CompletableFuture<@Nullable Void> one : ready) {
                Waiting.forResult(one, START, "a runner does not start");
            }
            return started;
        } catch (InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private Runner add(Daemons.Node node, Authority authority, Path locks, EventLoop loop, RandomGenerator random) {
        RestLinks links = new RestLinks(node.address(), TokenSource.file(node.tokenFile()), loop, random);
        RunnerConfig config = RunnerConfig.standard(node.label(), authority, locks);
        Runner runner = new Runner(config, links, loop, Clock.systemUTC(), random, state -> {});
        runners.put(node.label(), runner);
        return runner;
    }

    @Override
    public void stop(NodeLabel label) throws InterruptedException {
        Runner runner = runners.remove(label);
        if (runner == null) {
            throw new IllegalArgumentException("no runner at " + label.text());
        }
        runner.close();
        awaitEnd(label, runner);
    }

    /** A runner that is closed ends without a failure. */
    @Override
    public void onFailure(Consumer<String> listener) {
        runners.forEach((label, runner) -> runner.terminated().whenComplete((nothing, failure) -> {
            if (failure != null) {
                listener.accept("runner of " + label.text() + " ended: "
                        + Causes.unwrapped(failure).getMessage());
            }
        }));
    }

    @Override
    public void close() {
        runners.values().forEach(Runner::close);
        boolean interrupted = Thread.interrupted();
        for (Map.Entry<NodeLabel, Runner> entry : runners.entrySet()) {
            try {
                awaitEnd(entry.getKey(), entry.getValue());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        runners.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(NodeLabel label, Runner runner) throws InterruptedException {
        try {
            runner.terminated().get(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            log.debug("node={} the runner had failed", label.text(), e);
        } catch (TimeoutException e) {
            log.warn("node={} the runner did not end within {} s", label.text(), END.toSeconds());
        }
    }
}
