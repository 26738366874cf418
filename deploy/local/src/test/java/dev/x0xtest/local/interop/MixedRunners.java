package dev.x0xtest.local.interop;

import dev.x0xtest.local.mesh.Runners;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.process.MeshDirectory;
import dev.x0xtest.local.mesh.process.Waiting;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs upstream's runner beside some daemons and ours beside the others. */
public final class MixedRunners implements Runners {
    private static final Duration START = Duration.ofSeconds(60);

    private final Map<NodeLabel, UpstreamRunner> theirs = new LinkedHashMap<>();
    private @Nullable Runners ours;

    private MixedRunners() {}

    /**
     * Returns a starter that starts upstream's runner at the nodes with these labels, and {@code ours} at all others.
     */
    public static Runners.Starter starter(UpstreamHarness harness, Set<String> labels, Runners.Starter ours) {
        return (nodes, coordinator, directory, group) -> {
            MixedRunners started = new MixedRunners();
            boolean up = false;
            try {
                started.startTheirs(
                        harness,
                        nodes.stream().filter(node -> isIn(labels, node)).toList(),
                        directory);
                List<Daemons.Node> others =
                        nodes.stream().filter(node -> !isIn(labels, node)).toList();
                started.startOurs(ours, others, coordinator, directory, group);
                started.awaitTheirs(group);
                up = true;
                return started;
            } finally {
                if (!up) {
                    started.close();
                }
            }
        };
    }

    private static boolean isIn(Set<String> labels, Daemons.Node node) {
        return labels.contains(node.label().text());
    }

    private void startTheirs(UpstreamHarness harness, List<Daemons.Node> nodes, MeshDirectory directory) {
        for (Daemons.Node node : nodes) {
            String name = node.label().text();
            theirs.put(node.label(), UpstreamRunner.start(harness, node, directory.folder(name)));
        }
    }

    private void startOurs(
            Runners.Starter starter,
            List<Daemons.Node> nodes,
            AgentId coordinator,
            MeshDirectory directory,
            EventLoopGroup group)
            throws InterruptedException {
        ours = starter.start(nodes, coordinator, directory, group);
    }

    private void awaitTheirs(EventLoopGroup group) throws InterruptedException {
        for (Map.Entry<NodeLabel, UpstreamRunner> entry : theirs.entrySet()) {
            Waiting.forResult(
                    entry.getValue().ready(group.next()),
                    START,
                    "upstream's runner of " + entry.getKey().text() + " does not listen");
        }
    }

    @Override
    public void stop(NodeLabel label) throws InterruptedException {
        UpstreamRunner runner = theirs.remove(label);
        if (runner != null) {
            runner.close();
        } else if (ours != null) {
            ours.stop(label);
        }
    }

    @Override
    public void onFailure(Consumer<String> listener) {
        if (ours != null) {
            ours.onFailure(listener);
        }
        theirs.values().forEach(runner -> runner.onDeath(listener));
    }

    @Override
    public void close() {
        if (ours != null) {
            ours.close();
        }
        theirs.values().forEach(UpstreamRunner::close);
        theirs.clear();
    }
}
