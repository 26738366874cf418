package dev.x0xtest.local.simulation.coordinator;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.EventLoop;

/** The daemon that the coordinator talks to. */
public interface Anchor {
    AgentId self();

    /** A client of a party on this loop, with a limited number of connections. Further sends wait, as in the real client. */
    Daemon client(int connections, EventLoop loop);

    /** Shows the listener, on this loop, what comes from now on; the returned task ends that. */
    Runnable attach(StreamListener<DirectMessage> listener, EventLoop loop);
}
