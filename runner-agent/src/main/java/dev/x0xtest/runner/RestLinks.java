package dev.x0xtest.runner;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.Dialer;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.daemon.stream.EventStream;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.daemon.stream.StreamOptions;
import dev.x0xtest.runner.evidence.HostFacts;
import dev.x0xtest.runner.evidence.LinuxHost;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Connects a runner to a real x0xd over HTTP. */
public final class RestLinks implements RunnerLinks {
    /** Enough for all calls in flight: sends, results, REST actions, and the diagnostics for {@code noop_ack}. */
    private static final int CONNECTIONS = 32;

    private final DaemonAddress address;
    private final TokenSource token;
    private final EventLoop loop;
    private final Dialer dialer;
    private final StreamOptions options;
    private final RestDaemon daemon;

    public RestLinks(DaemonAddress address, TokenSource token, EventLoop loop, RandomGenerator random) {
        this(address, token, loop, random, new Dialer.Tcp(address, loop));
    }

    /** Connects over connections of this dialer. */
    RestLinks(DaemonAddress address, TokenSource token, EventLoop loop, RandomGenerator random, Dialer dialer) {
        this.address = address;
        this.token = token;
        this.loop = loop;
        this.dialer = dialer;
        this.options = StreamOptions.defaults(loop.ticker(), random);
        this.daemon =
                RestDaemon.open(address, token, loop, RestOptions.defaults().withMaxConnections(CONNECTIONS), dialer);
    }

    @Override
    public String where() {
        return address.toString();
    }

    @Override
    public Daemon daemon() {
        return daemon;
    }

    @Override
    public Map<String, Long> calls() {
        return daemon.calls();
    }

    @Override
    public String secret() {
        try {
            return token.current();
        } catch (TokenSource.TokenException e) {
            return "";
        }
    }

    @Override
    public HostFacts.Source host() {
        return new LinuxHost(Path.of("/"));
    }

    @Override
    public Stream openDirect(StreamListener<DirectMessage> listener) {
        return started(EventStream.direct(address, token, loop, dialer, options, listener));
    }

    @Override
    public Stream openTopics(StreamListener<TopicMessage> listener) {
        return started(EventStream.topics(address, token, daemon, loop, dialer, options, listener));
    }

    private static Stream started(EventStream<?> stream) {
        stream.start();
        return () -> {
            stream.close();
            return stream.closed();
        };
    }
}
