package dev.x0xtest.coordinator.fleet.hosts;

import dev.x0xtest.coordinator.fleet.FleetNode;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;

/** What a node's daemon says of itself, asked through a tunnel that is gone afterwards. Blocks, 25 s at most. */
record DaemonVisit(EventLoop loop, RandomGenerator random) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** An x0xd that answered. */
    record Found(Daemon.Health health, Daemon.AgentInfo agent, List<Daemon.Peer> peers) {}

    Found ask(FleetNode node, int apiPort, TokenSource token) throws InterruptedException, ExecutionException {
        AnchorRoute route = AnchorRoute.tunnel(node.label().text(), node.ssh(), apiPort);
        RestOptions options = RestOptions.defaults().withDeadline(LIMIT);
        try (AnchorRoute.Link link = route.open(loop, random);
                Daemon daemon = RestDaemon.open(link.address(), link.guarded(token), loop, options)) {
            CompletableFuture<Daemon.Health> health = daemon.health();
            CompletableFuture<Daemon.AgentInfo> agent = daemon.agent();
            CompletableFuture<List<Daemon.Peer>> peers = daemon.peers();
            // Each ends within the limit that the client was opened with.
            return new Found(health.get(), agent.get(), peers.get());
        }
    }
}
