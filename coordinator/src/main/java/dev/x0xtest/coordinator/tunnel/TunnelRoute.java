package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.stream.StreamOptions;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A route through one ssh. */
record TunnelRoute(String node, SshTarget target, int apiPort) implements AnchorRoute {
    private static final Logger log = LoggerFactory.getLogger(TunnelRoute.class);
    private static final Duration READY = Duration.ofSeconds(15);
    private static final long OPEN_SECONDS = 60;
    private static final long CLOSE_SECONDS = 5;

    /** Short: a connection to our own host is cheap, and the tunnel has its own back-off. */
    private static final Duration STREAM_RETRY = Duration.ofMillis(500);

    @Override
    public AnchorRoute.Link open(EventLoop loop, RandomGenerator random) throws InterruptedException {
        SshTunnel tunnel = new SshTunnel(node, target, apiPort, LocalPort::free, READY, loop, random);
        boolean open = false;
        try {
            // The tunnel has shorter deadlines of its own; a new port may restart them.
            DaemonAddress address = tunnel.start().get(OPEN_SECONDS, TimeUnit.SECONDS);
            open = true;
            return new Tunnelled(tunnel, address, daemon(), loop);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EnvironmentException reason
                    ? reason
                    : new IllegalStateException("the tunnel failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the tunnel missed its own deadline", e);
        } finally {
            if (!open) {
                close(tunnel);
            }
        }
    }

    /** The daemon's address on its host, and the host. */
    private String daemon() {
        return "127.0.0.1:" + apiPort + " on " + node + " (" + target.described() + ")";
    }

    private static void close(SshTunnel tunnel) {
        try {
            tunnel.close().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("ssh did not end within {} s", CLOSE_SECONDS, e);
        }
    }

    private record Tunnelled(SshTunnel tunnel, DaemonAddress address, String daemon, EventLoop loop)
            implements AnchorRoute.Link {
        @Override
        public String translated(String message) {
            return message.replace(address.authority(), daemon);
        }

        @Override
        public Daemon over(Daemon daemon) {
            return new TunnelledDaemon(daemon, tunnel, loop);
        }

        @Override
        public TokenSource guarded(TokenSource token) {
            return new Token(token, tunnel);
        }

        @Override
        public StreamOptions adapted(StreamOptions options) {
            return options.withPromptRetry(STREAM_RETRY);
        }

        @Override
        public void close() {
            TunnelRoute.close(tunnel);
        }
    }

    /** Withholds the token while our ssh does not hold the port, because another program might hold it. */
    record Token(TokenSource token, SshTunnel tunnel) implements TokenSource {

        @Override
        public String current() throws TokenSource.TokenException {
            if (!tunnel.isOpen()) {
                throw new TokenSource.TokenException(tunnel.name() + " is down", null);
            }
            return token.current();
        }

        @Override
        public CompletableFuture<Optional<String>> replacementFor(String refused) {
            return token.replacementFor(refused);
        }
    }
}
