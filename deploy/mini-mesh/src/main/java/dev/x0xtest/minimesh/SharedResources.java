package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.node.links.Verifier;
import dev.x0xtest.minimesh.transport.NodeTransport;
import dev.x0xtest.minimesh.transport.OwnFaults;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the stand-ins of one process share: clock, faults, signature cache, randomness and transport, and the record of
 * what goes wrong in them.
 *
 * @param secrets makes 32 bytes for each key seed and token
 * @param random makes a separate generator for each node
 */
record SharedResources(
        Clock clock,
        FaultPlan faults,
        Verifier verifier,
        Supplier<Bytes> secrets,
        Supplier<RandomGenerator> random,
        TransportFactory transports,
        OwnFaults ownFaults) {
    /** Creates the transport of one node. */
    interface TransportFactory {
        /** Creates a transport that listens on {@code address}, {@code host:port}; null picks a free port. */
        NodeTransport create(EventLoop loop, @Nullable String address);
    }
}
