package dev.x0xtest.minimesh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.x0xtest.minimesh.transport.NodeTransport.Link;
import dev.x0xtest.minimesh.transport.NodeTransport.Listener;
import dev.x0xtest.minimesh.transport.NodeTransport.Started;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QuicNetworkTest {
    @Test
    void nodeIsSeenAtTheAddressWhereItListens() throws Exception {
        assumeTrue(QuicNetwork.whyNot().isEmpty());
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            EventLoop loop = group.next();
            var network = new QuicNetwork(Clock.systemUTC(), new OwnFaults());
            NodeTransport dialled = network.join(loop, "127.0.0.2:0");
            NodeTransport dialling = network.join(loop, "127.0.0.3:0");
            CompletableFuture<String> caller = new CompletableFuture<>();
            start(loop, dialled, new Watch(caller));
            start(loop, dialling, new Watch(new CompletableFuture<>()));
            loop.execute(() -> dialling.dial(dialled.localAddress()));

            assertThat(caller.get(10, TimeUnit.SECONDS)).startsWith("127.0.0.3:");

            stop(loop, dialling);
            stop(loop, dialled);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
        }
    }

    private static void start(EventLoop loop, NodeTransport transport, Listener listener) throws Exception {
        var started = new CompletableFuture<Void>();
        loop.execute(() -> transport.start(listener, new Started() {
            @Override
            public void ready() {
                started.complete(null);
            }

            @Override
            public void failed(Throwable cause) {
                started.completeExceptionally(cause);
            }
        }));
        started.get(10, TimeUnit.SECONDS);
    }

    private static void stop(EventLoop loop, NodeTransport transport) throws Exception {
        var stopped = new CompletableFuture<Void>();
        loop.execute(() -> transport.stop(() -> stopped.complete(null)));
        stopped.get(10, TimeUnit.SECONDS);
    }

    /**
     * Completes {@code caller} with the address of the first link. It sends a ping on each link, because the other side
     * sees a link only when its first frame arrives.
     */
    private record Watch(CompletableFuture<String> caller) implements Listener {
        @Override
        public void linkUp(Link link) {
            link.send(new LinkFrame.Ping());
            caller.complete(link.remoteAddress());
        }

        @Override
        public void received(Link link, LinkFrame frame) {}

        @Override
        public void linkDown(Link link) {}
    }
}
