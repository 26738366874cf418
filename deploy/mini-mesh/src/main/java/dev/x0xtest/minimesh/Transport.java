package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.transport.MemoryNetwork;
import dev.x0xtest.minimesh.transport.QuicNetwork;
import java.time.Clock;
import java.util.Optional;

/** What joins the nodes. */
public enum Transport {
    /** Nothing but this process: no socket between the nodes. */
    MEMORY,
    /** QUIC on loopback; needs netty's native library for this platform. */
    QUIC;

    /** Why this one is not to be had on this platform, in one line; empty when it is. */
    public Optional<String> whyNot() {
        return this == QUIC ? QuicNetwork.whyNot() : Optional.empty();
    }

    Surroundings.TransportFactory open(Clock clock) {
        return this == QUIC ? new QuicNetwork(clock)::join : new MemoryNetwork()::join;
    }
}
