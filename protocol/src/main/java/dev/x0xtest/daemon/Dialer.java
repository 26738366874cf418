package dev.x0xtest.daemon;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;

/** How a connection to the daemon is made: a socket, or what a test puts in its place. */
public interface Dialer {

    /** The future completes on the event loop; the handlers stand in the pipeline before the channel is active. */
    ChannelFuture dial(ChannelHandler... handlers);
}
