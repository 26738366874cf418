package dev.x0xtest.serve.api.http;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.serve.api.message.Routes;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: one event loop of its own, workers, and the connections. {@link #open} and {@link #close} are for other threads. */
public final class HttpServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final int BACKLOG = 64;
    private static final int CHUNK_BYTES = 8192;
    private static final int CLOSE_SECONDS = 5;

    private final EventLoopGroup group;
    private final Workers workers;
    private final ChannelGroup connections;
    private final Channel listening;

    private HttpServer(EventLoopGroup group, Workers workers, ChannelGroup connections, Channel listening) {
        this.group = group;
        this.workers = workers;
        this.connections = connections;
        this.listening = listening;
    }

    /** The event loop before it serves: streams are confined to it. */
    public static EventLoopGroup loop() {
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("api", true), NioIoHandler.newFactory());
    }

    /**
     * Listens at the address and blocks until it does.
     *
     * @param group of one event loop, which the server ends
     * @param gates the gate that holds now; called for each request
     * @param tls what new connections use now; it supplies null where none does
     * @throws EnvironmentException if the address cannot be used; the group is ended then
     */
    public static HttpServer open(
            EventLoopGroup group,
            InetSocketAddress at,
            Routes routes,
            Supplier<Gate> gates,
            Supplier<@Nullable SslContext> tls,
            Limits limits) {
        Workers workers = new Workers(limits.workers(), limits.waiting());
        ChannelGroup connections = new DefaultChannelGroup(group.next());
        Dispatcher dispatcher = new Dispatcher(routes, gates, workers);
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Connections(dispatcher, connections, tls, limits))
                .bind(at)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            workers.close();
            end(group);
            throw new EnvironmentException(
                    "cannot listen at " + text(at) + ": " + Causes.text(bound.cause()), bound.cause());
        }
        return new HttpServer(group, workers, connections, bound.channel());
    }

    /** Where it listens, with the port that was free. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Host and port as they stand in a URL. */
    public static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Stops to listen, closes every connection and ends the threads. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        workers.close();
        end(group);
    }

    private static void end(EventLoopGroup group) {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Sets up a connection, or closes it if there are too many. Confined to the event loop. */
    private static final class Connections extends ChannelInitializer<Channel> {
        private final Dispatcher dispatcher;
        private final ChannelGroup open;
        private final Supplier<@Nullable SslContext> tls;
        private final Limits limits;
        private boolean tooMany;

        Connections(Dispatcher dispatcher, ChannelGroup open, Supplier<@Nullable SslContext> tls, Limits limits) {
            this.dispatcher = dispatcher;
            this.open = open;
            this.tls = tls;
            this.limits = limits;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (open.size() >= limits.connections()) {
                if (!tooMany) {
                    log.warn("{} connections to the API are open already: further ones are closed", open.size());
                }
                tooMany = true;
                channel.close();
                return;
            }
            tooMany = false;
            open.add(channel);
            SslContext context = tls.get();
            if (context != null) {
                SslHandler handler = context.newHandler(channel.alloc());
                handler.setHandshakeTimeoutMillis(limits.requestTime().toMillis());
                channel.pipeline().addLast(handler);
            }
            HttpDecoderConfig decoder = new HttpDecoderConfig()
                    .setMaxInitialLineLength(limits.lineBytes())
                    .setMaxHeaderSize(limits.headerBytes())
                    .setMaxChunkSize(CHUNK_BYTES)
                    .setValidateHeaders(true);
            channel.pipeline()
                    .addLast(new IdleStateHandler(true, 0, limits.stallTime().toMillis(), 0, TimeUnit.MILLISECONDS))
                    .addLast(new HttpServerCodec(decoder))
                    .addLast(new FlowControlHandler())
                    .addLast(new Intake(limits.bodyBytes(), new Exchange(dispatcher, limits)));
        }
    }
}
