package dev.x0xtest.daemon;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;

/** Opens connections to the daemon: TCP sockets, or in-memory channels in tests. */
public interface Dialer {

    /**
     * Connects. The future completes on the event loop; the handlers are in the pipeline before the channel becomes
     * active.
     */
    ChannelFuture dial(ChannelHandler... handlers);

    /** Connects to the daemon's address by TCP. */
    final class Tcp implements Dialer {
        private static final int CONNECT_TIMEOUT_MS = 5000;

        private final Bootstrap bootstrap;

        public Tcp(DaemonAddress address, EventLoop loop) {
            this.bootstrap = new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                    .remoteAddress(address.socketAddress());
        }

        @Override
        public ChannelFuture dial(ChannelHandler... handlers) {
            return bootstrap
                    .clone()
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(handlers);
                        }
                    })
                    .connect();
        }
    }
}
