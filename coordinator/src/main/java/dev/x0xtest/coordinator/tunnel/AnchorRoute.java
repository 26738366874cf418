package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.stream.StreamOptions;
import io.netty.channel.EventLoop;
import java.util.random.RandomGenerator;

/** How the anchor's daemon is reached. */
public interface AnchorRoute {

    /**
     * Opens the way; blocks until it is there, 15 s at most.
     *
     * @throws EnvironmentException when there is none: one clear line
     */
    Link open(EventLoop loop, RandomGenerator random) throws InterruptedException;

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

    /** Nothing to open, nothing to close. */
    record DirectRoute(DaemonAddress daemon) implements AnchorRoute {

        @Override
        public Link open(EventLoop loop, RandomGenerator random) {
            return new Direct(daemon);
        }

        private record Direct(DaemonAddress address) implements Link {
            @Override
            public Daemon over(Daemon daemon) {
                return daemon;
            }

            @Override
            public TokenSource guarded(TokenSource token) {
                return token;
            }

            @Override
            public StreamOptions adapted(StreamOptions options) {
                return options;
            }

            @Override
            public void close() {}
        }
    }

    /** An open way to the anchor's daemon, for the length of a run. */
    interface Link extends AutoCloseable {

        /** Where the daemon is to be spoken to from here; the same until the end. */
        DaemonAddress address();

        /** The daemon over this link: what an interruption of the link cut off is done again once it is back. */
        Daemon over(Daemon daemon);

        /** The token, given out only while the daemon is at the other end. */
        TokenSource guarded(TokenSource token);

        /** How streams over this link behave. */
        StreamOptions adapted(StreamOptions options);

        /** Leaves nothing behind; blocks for a moment. */
        @Override
        void close();
    }
}
