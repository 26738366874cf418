package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.node.links.Verifier;
import dev.x0xtest.minimesh.transport.NodeTransport;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the stand-ins of one process share.
 *
 * @param secrets 32 bytes each time: key seeds and tokens
 * @param random a generator of its own for each node
 */
record Surroundings(
        Clock clock,
        FaultPlan faults,
        Verifier verifier,
        Supplier<Bytes> secrets,
        Supplier<RandomGenerator> random,
        TransportFactory transports) {
    /** Makes the transport of one node. */
    interface TransportFactory {
        /** {@code address} is where to listen, {@code host:port}; null takes any. */
        NodeTransport create(EventLoop loop, @Nullable String address);
    }
}
