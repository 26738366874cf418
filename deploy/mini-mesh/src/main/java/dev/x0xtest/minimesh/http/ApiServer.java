package dev.x0xtest.minimesh.http;

import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.http.exchange.StreamControl;
import dev.x0xtest.minimesh.http.route.ContactRoutes;
import dev.x0xtest.minimesh.http.route.DiagnosticRoutes;
import dev.x0xtest.minimesh.http.route.DirectRoutes;
import dev.x0xtest.minimesh.http.route.HistoryRoutes;
import dev.x0xtest.minimesh.http.route.IdentityRoutes;
import dev.x0xtest.minimesh.http.route.PeerRoutes;
import dev.x0xtest.minimesh.http.route.StatusRoutes;
import dev.x0xtest.minimesh.http.route.TopicRoutes;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.transport.OwnFaults;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The HTTP server of one node. Confined to the node's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the connection
public final class ApiServer {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final Node node;
    private final Runnable shutdown;
    private final Gatekeeper gatekeeper;
    private final StreamControl streams = new StreamControl();
    private final ChannelGroup channels;
    private final List<Runnable> whenThawed = new ArrayList<>();
    private @Nullable Channel listening;
    private boolean frozen;

    /**
     * @param token supplies the durable token that is valid now
     * @param shutdown runs on {@code POST /shutdown}
     */
    public ApiServer(Node node, Supplier<String> token, Runnable shutdown) {
        this.node = node;
        this.gatekeeper = new Gatekeeper(node.context(), token);
        this.shutdown = shutdown;
        this.channels = new DefaultChannelGroup(node.context().loop());
    }

    /** Starts to listen; port 0 picks a free port. The future fails when the port is taken. */
    public Future<Void> start(InetSocketAddress address) {
        Router router = router();
        var bound = new ServerBootstrap()
                .group(node.context().loop(), node.context().loop())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channels.add(channel);
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpServerExpectContinueHandler(),
                                        new FlowControlHandler(),
                                        new ApiHandler(router, ApiServer.this));
                    }
                })
                .bind(address);
        listening = bound.channel();
        ping();
        return bound;
    }

    private Router router() {
        var router = new Router();
        gatekeeper.addTo(router);
        new StatusRoutes(node, this::address, shutdown).addTo(router);
        new PeerRoutes(node).addTo(router);
        new IdentityRoutes(node).addTo(router);
        new DirectRoutes(node).addTo(router);
        new TopicRoutes(node).addTo(router);
        new ContactRoutes(node).addTo(router);
        new HistoryRoutes(node).addTo(router);
        new DiagnosticRoutes(node).addTo(router);
        return router;
    }

    private void ping() {
        if (listening != null) {
            Duration every = node.context().timings().ping();
            streams.pingIdle(every.toNanos());
            // check ten times per interval, so that a stream is idle for little longer than that
            node.context().loop().schedule(this::ping, every.toNanos() / 10, TimeUnit.NANOSECONDS);
        }
    }

    /** Ends every stream and connection, and stops listening. The future completes when the socket is closed. */
    public Future<?> stop() {
        Channel open = listening;
        listening = null;
        whenThawed.clear();
        streams.end();
        channels.close();
        return open == null ? node.context().loop().newSucceededFuture(null) : open.close();
    }

    /** Reads no request and writes nothing, or does so again. Connections stay open, and new ones are taken. */
    public void freeze(boolean on) {
        frozen = on;
        streams.stall(on);
        if (!on) {
            List<Runnable> waiting = List.copyOf(whenThawed);
            whenThawed.clear();
            waiting.forEach(Runnable::run);
        }
    }

    /** Runs the task, while frozen after that. A connection has one request at a time, so few tasks wait. */
    void unlessFrozen(Runnable task) {
        if (frozen) {
            whenThawed.add(task);
        } else {
            task.run();
        }
    }

    Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    OwnFaults ownFaults() {
        return node.context().ownFaults();
    }

    StreamControl streams() {
        return streams;
    }

    String date() {
        return HTTP_DATE.format(node.context().clock().instant().atOffset(ZoneOffset.UTC));
    }

    /** The address, {@code host:port}; empty when stopped. */
    public String address() {
        if (listening == null || !(listening.localAddress() instanceof InetSocketAddress local)) {
            return "";
        }
        return local.getAddress().getHostAddress() + ":" + local.getPort();
    }

    /** Cuts every stream in the middle of a frame. Returns how many streams were open. */
    public int cutStreamsMidFrame() {
        return streams.cutMidFrame();
    }

    /** Stalls every stream or resumes it. */
    public void stallStreams(boolean on) {
        streams.stall(on);
    }
}
