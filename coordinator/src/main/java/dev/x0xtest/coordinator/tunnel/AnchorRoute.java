package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.daemon.stream.StreamOptions;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** How the anchor's daemon is reached. */
public interface AnchorRoute {

    /**
     * Opens the route; blocks for at most 15 s.
     *
     * @throws EnvironmentException if the daemon cannot be reached: one line
     */
    Link open(EventLoop loop, RandomGenerator random) throws InterruptedException;

    /**
     * Opens the route, asks the daemon for its agent with the token, and closes the route. Blocks for at most 25 s.
     *
     * @throws EnvironmentException if there is no token, no route or no answer: one line
     */
    default void probe(EventLoop loop, RandomGenerator random, Supplier<TokenSource> token)
            throws InterruptedException {
        TokenSource source = token.get();
        RestOptions options = RestOptions.defaults().withDeadline(Duration.ofSeconds(10));
        try (Link link = open(loop, random);
                Daemon daemon = RestDaemon.open(link.address(), link.guarded(source), loop, options)) {
            try {
                daemon.agent().get();
            } catch (ExecutionException e) {
                String reason = String.valueOf(Causes.unwrapped(e).getMessage());
                throw new EnvironmentException("x0xd: " + link.translated(reason), e);
            }
        }
    }

    /** A daemon on this machine, or one whose port is already forwarded to it. */
    static AnchorRoute direct(DaemonAddress address) {
        return new DirectRoute(address);
    }

    /**
     * One system ssh that forwards a free local port to the daemon's port.
     *
     * @param node for messages
     * @param apiPort the daemon's port on 127.0.0.1 of the host
     */
    static AnchorRoute tunnel(String node, SshTarget target, int apiPort) {
        return new TunnelRoute(node, target, apiPort);
    }

    /** A route without a tunnel. */
    record DirectRoute(DaemonAddress daemon) implements AnchorRoute {

        @Override
        public Link open(EventLoop loop, RandomGenerator random) {
            return new Direct(daemon);
        }

        private record Direct(DaemonAddress address) implements Link {
            @Override
            public String translated(String message) {
                return message;
            }

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

        /**
         * A message about the daemon with the daemon's own address in it: a person knows nothing of our tunnel's port.
         */
        String translated(String message);

        /** The daemon over this link. It repeats a request that was cut off as soon as the link is back. */
        Daemon over(Daemon daemon);

        /** The token; available only while our own tunnel holds the port. */
        TokenSource guarded(TokenSource token);

        /** The options of streams over this link. */
        StreamOptions adapted(StreamOptions options);

        /** Ends every process of the link; blocks for a few seconds at most. */
        @Override
        void close();
    }
}
