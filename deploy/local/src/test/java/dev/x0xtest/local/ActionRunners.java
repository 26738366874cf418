package dev.x0xtest.local;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** None beside the anchor, ours with every power beside the second node, upstream's beside the third. */
final class ActionRunners implements Runners {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(5);
    private static final String ATTACHED = "attached to direct messages";

    private final ChildProcess ours;
    private final UpstreamRunner theirs;

    private ActionRunners(ChildProcess ours, UpstreamRunner theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    static Runners.Starter starter(UpstreamHarness harness) {
        return (nodes, coordinator, directory, group) -> {
            DaemonNode third = nodes.get(2);
            ActionRunners started = new ActionRunners(
                    ours(nodes.get(1), coordinator, directory),
                    UpstreamRunner.start(
                            harness, third, directory.folder(third.label().text())));
            boolean up = false;
            try {
                started.await(group);
                up = true;
                return started;
            } finally {
                if (!up) {
                    started.close();
                }
            }
        };
    }

    private static ChildProcess ours(DaemonNode node, AgentId coordinator, MeshDirectory directory) {
        String label = node.label().text();
        Path home = directory.folder(label);
        List<String> command = new ArrayList<>(JavaProgram.small());
        command.addAll(List.of("dev.x0xtest.runner.Main", "--node", label, "--insecure-unsigned-powers"));
        command.addAll(List.of("--api-base", node.address().toString()));
        command.addAll(List.of("--api-token-file", node.tokenFile().toString()));
        command.addAll(List.of("--coordinator", coordinator.hex() + "=measure,pairwise,contacts,groups"));
        command.addAll(List.of("--lock-dir", directory.folder("locks").toString()));
        return ChildProcess.start("runner of " + label, command, home, home.resolve("runner.log"), Map.of());
    }

    private void await(EventLoopGroup group) throws InterruptedException {
        EventLoop loop = group.next();
        Waiting.forResult(Waiting.until(loop, this::attached), START, "our runner does not attach");
        Waiting.forResult(theirs.ready(loop), START, "upstream's runner does not listen");
    }

    private CompletableFuture<Boolean> attached() {
        @Nullable String death = ours.death().orElse(null);
        return death == null
                ? CompletableFuture.completedFuture(ours.output().contains(ATTACHED))
                : CompletableFuture.failedFuture(new EnvironmentException(death, null));
    }

    @Override
    public void stop(NodeLabel label) {
        throw new UnsupportedOperationException("nobody stops these one by one");
    }

    @Override
    public void close() {
        ours.terminate();
        theirs.close();
        ours.awaitEnd(END);
    }
}
