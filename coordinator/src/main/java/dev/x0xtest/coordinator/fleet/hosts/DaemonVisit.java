package dev.x0xtest.coordinator.fleet.hosts;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.coordinator.fleet.FleetNode;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.Machines;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Asks a node's daemon for its health, agent and peers over a tunnel of its own. Blocks for at most 25 s. */
record DaemonVisit(EventLoop loop, RandomGenerator random) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /**
     * The answers of an x0xd.
     *
     * @param announced its own latest announcement; null: unknown
     */
    record Found(
            Daemon.Health health,
            Daemon.AgentInfo agent,
            List<Daemon.Peer> peers,
            Machines.@Nullable Machine announced) {}

    /** The machines that a daemon has heard of; none where it cannot tell. */
    static CompletableFuture<List<Machines.Machine>> machines(Daemon daemon) {
        return daemon.call("GET", Machines.PATH, null)
                .handle((answer, failure) -> failure == null ? Machines.of(answer) : List.of());
    }

    Found ask(FleetNode node, int apiPort, TokenSource token) throws InterruptedException, ExecutionException {
        AnchorRoute route = AnchorRoute.tunnel(node.label().text(), node.ssh(), apiPort);
        RestOptions options = RestOptions.defaults().withDeadline(LIMIT);
        try (AnchorRoute.Link link = route.open(loop, random);
                Daemon daemon = RestDaemon.open(link.address(), link.guarded(token), loop, options)) {
            CompletableFuture<Daemon.Health> health = daemon.health();
            CompletableFuture<Daemon.AgentInfo> agent = daemon.agent();
            CompletableFuture<List<Daemon.Peer>> peers = daemon.peers();
            CompletableFuture<List<Machines.Machine>> machines = machines(daemon);
            // The client's own deadline bounds each of these.
            try {
                return new Found(
                        health.get(),
                        agent.get(),
                        peers.get(),
                        Twins.machine(machines.get(), agent.get().machineId()));
            } catch (ExecutionException e) {
                Throwable cause = Causes.unwrapped(e);
                if (cause instanceof DaemonException) {
                    throw new EnvironmentException(
                            "x0xd: " + link.translated(String.valueOf(cause.getMessage())), cause);
                }
                throw e;
            }
        }
    }
}
