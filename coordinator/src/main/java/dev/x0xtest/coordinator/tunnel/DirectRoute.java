package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.stream.StreamOptions;
import io.netty.channel.EventLoop;
import java.util.random.RandomGenerator;

/** Nothing to open, nothing to close. */
record DirectRoute(DaemonAddress daemon) implements AnchorRoute {

    @Override
    public AnchorLink open(EventLoop loop, RandomGenerator random) {
        return new Direct(daemon);
    }

    private record Direct(DaemonAddress address) implements AnchorLink {
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
