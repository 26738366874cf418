package dev.x0xtest.minimesh.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.PromiseCombiner;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The QUIC transport of one node: one socket listens, another dials. Confined to the node's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes its connection, which is reported
final class QuicTransport implements NodeTransport {
    private static final Logger log = LoggerFactory.getLogger(QuicTransport.class);
    private static final int CONNECT_MILLIS = 2_000;

    private static final int SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

    private final QuicNetwork network;
    private final EventLoop loop;
    private final InetSocketAddress bind;
    private final DialQueue dials = new DialQueue();
    private final Set<QuicChannel> connections = new LinkedHashSet<>();
    private @Nullable Listener listener;
    private @Nullable Channel server;
    private @Nullable Channel client;

    QuicTransport(QuicNetwork network, EventLoop loop, InetSocketAddress bind) {
        this.network = network;
        this.loop = loop;
        this.bind = bind;
    }

    @Override
    public void start(Listener newListener, Started started) {
        listener = newListener;
        var connection = new Reporting() {
            @Override
            public void channelActive(ChannelHandlerContext context) {
                track((QuicChannel) context.channel());
            }
        };
        var bound = socket(network.serverCodec(connection, streams(false)), bind);
        server = bound.channel();
        bound.addListener((Future<Void> done) -> {
            if (done.isSuccess()) {
                bindClient(started);
            } else {
                started.failed(done.cause());
            }
        });
    }

    private void bindClient(Started started) {
        // Dial from the address that we listen on: a loopback source cannot reach another host.
        var any = new InetSocketAddress(bind.getAddress(), 0);
        var bound = socket(network.clientCodec(), any);
        client = bound.channel();
        bound.addListener((Future<Void> done) -> {
            if (done.isSuccess()) {
                started.ready();
            } else {
                started.failed(done.cause());
            }
        });
    }

    private ChannelFuture socket(ChannelHandler codec, InetSocketAddress address) {
        return new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                .handler(new ChannelInitializer<NioDatagramChannel>() {
                    @Override
                    protected void initChannel(NioDatagramChannel channel) {
                        channel.pipeline().addLast(codec, new Reporting());
                    }
                })
                .bind(address);
    }

    @Override
    public String localAddress() {
        return server != null && server.localAddress() instanceof InetSocketAddress local ? text(local) : "";
    }

    @Override
    public void dial(String address) {
        if (client != null && listener != null) {
            dials.add(address);
            dialNext(client);
        }
    }

    private void dialNext(Channel from) {
        dials.take().forEach(address -> dialNow(from, address));
    }

    private void dialNow(Channel from, String address) {
        QuicChannel.newBootstrap(from)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new Reporting())
                .streamHandler(streams(false))
                .remoteAddress(parse(address))
                .connect()
                .addListener((Future<QuicChannel> connected) -> {
                    dials.handshakeEnded();
                    if (connected.isSuccess()) {
                        QuicChannel channel = connected.getNow();
                        channel.closeFuture().addListener(closed -> dials.gone(address));
                        track(channel);
                        channel.createStream(QuicStreamType.BIDIRECTIONAL, streams(true));
                    } else {
                        dials.gone(address);
                        log.debug("dial failed address={}", address, connected.cause());
                    }
                    if (listener != null) {
                        dialNext(from);
                    }
                });
    }

    private void track(QuicChannel channel) {
        if (listener == null) {
            channel.close();
            return;
        }
        connections.add(channel);
        channel.closeFuture().addListener(closed -> {
            connections.remove(channel);
            if (listener != null && channel.isTimedOut()) {
                network.ownFaults().report("stand-in at " + localAddress() + ": a link timed out");
            }
        });
    }

    @Override
    public void stop(Runnable done) {
        listener = null;
        dials.clear();
        var all = new PromiseCombiner(loop);
        for (QuicChannel connection : List.copyOf(connections)) {
            all.add(connection.close());
        }
        var closed = loop.<Void>newPromise();
        all.finish(closed);
        closed.addListener(connectionsClosed -> closeSockets(done));
    }

    private void closeSockets(Runnable done) {
        var all = new PromiseCombiner(loop);
        if (server != null) {
            all.add(server.close());
        }
        if (client != null) {
            all.add(client.close());
        }
        var closed = loop.<Void>newPromise();
        all.finish(closed);
        closed.addListener(socketsClosed -> done.run());
    }

    private ChannelInitializer<QuicStreamChannel> streams(boolean dialled) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(QuicStreamChannel channel) {
                channel.pipeline()
                        .addLast(
                                new LengthFieldBasedFrameDecoder(FrameCodec.MAX_FRAME_BYTES, 0, 4, 0, 4),
                                new LengthFieldPrepender(4),
                                new LinkHandler(dialled));
            }
        };
    }

    static InetSocketAddress parse(String address) {
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void failed(Throwable cause) {
        network.ownFaults().report("stand-in at " + localAddress(), cause);
    }

    /** The end of a pipeline: what arrives here is a defect, or memory is short. */
    private class Reporting extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.debug("channel failed", cause);
            failed(cause);
        }

        @Override
        public boolean isSharable() {
            return true;
        }
    }

    /** The stream of one link. */
    private final class LinkHandler extends SimpleChannelInboundHandler<ByteBuf> implements Link {
        private final boolean dialled;
        private @Nullable QuicStreamChannel channel;

        LinkHandler(boolean dialled) {
            this.dialled = dialled;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = (QuicStreamChannel) context.channel();
            if (listener != null) {
                listener.linkUp(this);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            if (listener != null) {
                listener.received(this, FrameCodec.read(message));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (listener != null) {
                listener.linkDown(this);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.debug("link failed remote={}", remoteAddress(), cause);
            failed(cause);
            close();
        }

        @Override
        public void send(LinkFrame frame) {
            if (channel == null) {
                return;
            }
            try {
                ByteBuf out = channel.alloc().buffer();
                FrameCodec.write(frame, out);
                channel.writeAndFlush(out).addListener(written -> {
                    if (!written.isSuccess()) {
                        failed(written.cause());
                    }
                });
            } catch (OutOfMemoryError e) {
                failed(e);
                close();
            }
        }

        @Override
        public String remoteAddress() {
            return channel != null && channel.parent().remoteSocketAddress() instanceof InetSocketAddress remote
                    ? text(remote)
                    : "";
        }

        @Override
        public boolean dialledByUs() {
            return dialled;
        }

        @Override
        public void close() {
            if (channel != null) {
                channel.parent().close();
            }
        }
    }
}
