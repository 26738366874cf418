package dev.x0xtest.runner.metrics;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Deadline;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves metrics over HTTP: text or OpenMetrics, as the request accepts. Everything is bounded: connections, the size of a
 * request, and the time of a connection, which carries one request. Runs on the runner's event loop, and ends with it; {@link
 * #open} is for other threads.
 */
public final class MetricsEndpoint {
    static final int MOST_CONNECTIONS = 8;
    static final int MOST_LINE_BYTES = 1024;
    static final int MOST_HEADER_BYTES = 4096;
    static final Duration MOST_TIME = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(MetricsEndpoint.class);
    private static final int BACKLOG = 16;
    private static final int MOST_CHUNK_BYTES = 1024;

    private final Channel server;

    private MetricsEndpoint(Channel server) {
        this.server = server;
    }

    /**
     * Listens at the address and blocks until it does.
     *
     * @param source called on the event loop, for each request
     * @throws EnvironmentException if the address cannot be used
     */
    public static MetricsEndpoint open(EventLoop loop, InetSocketAddress at, Supplier<MetricSnapshots> source) {
        rehearse(source);
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new Connections(source))
                .bind(at)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new EnvironmentException(
                    "cannot listen for metrics at " + text(at) + ": " + Causes.text(bound.cause()), bound.cause());
        }
        MetricsEndpoint endpoint = new MetricsEndpoint(bound.channel());
        log.info("metrics at http://{}{}", text(endpoint.address()), MetricsHandler.PATH);
        return endpoint;
    }

    /** Where it listens, with the port that was free. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /**
     * Answers a request in memory, in both formats, so that the first scrape finds the classes loaded: it may come during a
     * run, whose hops must not wait for it.
     */
    private static void rehearse(Supplier<MetricSnapshots> source) {
        for (String accept : new String[] {"*/*", OpenMetricsTextFormatWriter.CONTENT_TYPE}) {
            EmbeddedChannel channel = new EmbeddedChannel();
            serve(channel.pipeline(), source);
            String request =
                    "GET " + MetricsHandler.PATH + " HTTP/1.1\r\nHost: rehearsal\r\nAccept: " + accept + "\r\n\r\n";
            channel.writeInbound(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
            channel.finishAndReleaseAll();
        }
    }

    private static void serve(ChannelPipeline pipeline, Supplier<MetricSnapshots> source) {
        pipeline.addLast(new HttpServerCodec(MOST_LINE_BYTES, MOST_HEADER_BYTES, MOST_CHUNK_BYTES))
                .addLast(new MetricsHandler(source));
    }

    /** Sets up a connection, or closes it if there are too many. Confined to the event loop. */
    static final class Connections extends ChannelInitializer<Channel> {
        private final Supplier<MetricSnapshots> source;
        private int open;
        private boolean tooMany;

        Connections(Supplier<MetricSnapshots> source) {
            this.source = source;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (open >= MOST_CONNECTIONS) {
                if (!tooMany) {
                    log.warn("{} connections to the metrics are open already: further ones are closed", open);
                }
                tooMany = true;
                channel.close();
                return;
            }
            open++;
            Deadline limit = Deadline.after(channel.eventLoop(), MOST_TIME, channel::close);
            channel.closeFuture().addListener(closed -> {
                limit.cancel();
                open--;
                tooMany = false;
            });
            serve(channel.pipeline(), source);
        }
    }
}
