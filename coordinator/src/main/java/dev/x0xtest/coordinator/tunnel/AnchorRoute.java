package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.DaemonAddress;
import io.netty.channel.EventLoop;
import java.util.random.RandomGenerator;

/** How the anchor's daemon is reached. */
public interface AnchorRoute {

    /** Where the daemon listens, as its own host sees it. */
    DaemonAddress daemon();

    /**
     * Opens the way; blocks until it is there, 15 s at most.
     *
     * @throws EnvironmentException when there is none: one clear line
     */
    AnchorLink open(EventLoop loop, RandomGenerator random) throws InterruptedException;

    /** The daemon is here, or somebody has brought its port here. */
    static AnchorRoute direct(DaemonAddress address) {
        return new DirectRoute(address);
    }

    /**
     * One system ssh that forwards a free port of ours to the daemon's.
     *
     * @param node for messages
     * @param apiPort of 127.0.0.1 there
     */
    static AnchorRoute tunnel(String node, SshTarget target, int apiPort) {
        return new TunnelRoute(node, target, apiPort);
    }
}
