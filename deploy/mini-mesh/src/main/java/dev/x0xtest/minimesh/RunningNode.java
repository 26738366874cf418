package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.http.ApiServer;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.transport.NodeTransport;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A node and its HTTP API, which start and stop together. A restart makes a new one. Confined to the node's event loop. */
record RunningNode(Node node, ApiServer api) {
    private static final Duration SELECTOR_TURN = Duration.ofMillis(10);

    /** Starts the API, then the node. {@code ready} fails when a port is taken. */
    void start(InetSocketAddress apiAddress, Promise<Void> ready) {
        api.start(apiAddress).addListener(bound -> {
            if (bound.isSuccess()) {
                node.start(settling(ready));
            } else {
                ready.tryFailure(bound.cause());
            }
        });
    }

    private static NodeTransport.Started settling(Promise<Void> ready) {
        return new NodeTransport.Started() {
            @Override
            public void ready() {
                ready.trySuccess(null);
            }

            @Override
            public void failed(Throwable cause) {
                ready.tryFailure(cause);
            }
        };
    }

    /** Stops both. May run twice: {@code POST /shutdown} stops the node, and its owner closes it later. */
    void stop(Runnable done) {
        api.stop().addListener(stopped -> node.stop(done));
    }

    /** Stops both. {@code done} succeeds when the ports are free. */
    void stop(Promise<Void> done) {
        // A closed socket keeps its port until the selector's next turn.
        stop(() -> node.context().after(SELECTOR_TURN, () -> done.trySuccess(null)));
    }
}
