package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.node.links.Verifier;
import dev.x0xtest.minimesh.transport.OwnFaults;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One stand-in with its own event loop, for a process of its own. Wiring only: uses the real clock and real randomness.
 */
final class MiniDaemon implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup group;
    private final StandIn standIn;

    private MiniDaemon(MultiThreadIoEventLoopGroup group, StandIn standIn) {
        this.group = group;
        this.standIn = standIn;
    }

    static MiniDaemon start(StandInConfig config, Transport transport, FaultPlan faults, Runnable whenShutDown)
            throws IOException {
        Clock clock = Clock.systemUTC();
        var secure = new SecureRandom();
        var ownFaults = new OwnFaults();
        var shared = new SharedResources(
                clock,
                faults,
                new Verifier(),
                () -> secret(secure),
                () -> new SplittableRandom(secure.nextLong()),
                transport.open(clock, ownFaults),
                ownFaults);
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            return new MiniDaemon(group, StandIn.start(config, shared, group.next(), whenShutDown));
        } catch (IOException | RuntimeException e) {
            shutDown(group);
            throw e;
        }
    }

    private static Bytes secret(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    StandIn standIn() {
        return standIn;
    }

    @Override
    public void close() {
        standIn.close();
        shutDown(group);
    }

    private static void shutDown(MultiThreadIoEventLoopGroup group) {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
