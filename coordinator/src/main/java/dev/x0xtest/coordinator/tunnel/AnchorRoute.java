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
     * Opens the route; blocks for at most 15 s.
     *
     * @throws EnvironmentException when the daemon cannot be reached: one clear line
     */
    Link open(EventLoop loop, RandomGenerator random) throws InterruptedException;

    /** The daemon listens on this machine, or its port is already forwarded here. */
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

    /** No tunnel: nothing to open or close. */
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

    /** An open route to the anchor's daemon, for the length of a run. */
    interface Link extends AutoCloseable {

        /** The daemon's address as seen from here; constant. */
        DaemonAddress address();

        /** The daemon over this link: a request that an interruption cut off is repeated once the link is back. */
        Daemon over(Daemon daemon);

        /** The token, given out only while our own tunnel holds the port. */
        TokenSource guarded(TokenSource token);

        /** The options of streams over this link. */
        StreamOptions adapted(StreamOptions options);

        /** Ends every process of the link; blocks for a few seconds at most. */
        @Override
        void close();
    }
}
