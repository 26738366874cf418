package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.transport.MemoryNetwork;
import dev.x0xtest.minimesh.transport.OwnFaults;
import dev.x0xtest.minimesh.transport.QuicNetwork;
import java.time.Clock;
import java.util.Optional;

/** How the nodes of a mesh are linked. */
public enum Transport {
    /** In memory, for nodes of one process: no sockets. */
    MEMORY,
    /** QUIC on loopback. Needs Netty's native library for this platform. */
    QUIC;

    /** Why this platform lacks the transport, in one line; empty when it is available. */
    public Optional<String> whyNot() {
        return this == QUIC ? QuicNetwork.whyNot() : Optional.empty();
    }

    SharedResources.TransportFactory open(Clock clock, OwnFaults ownFaults) {
        return this == QUIC ? new QuicNetwork(clock, ownFaults)::join : new MemoryNetwork(ownFaults)::join;
    }
}
