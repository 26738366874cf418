package dev.x0xtest.local.mesh.daemons;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Running daemons that are linked and, if the plan wants it, have each other's cards. Closing stops them. */
public interface Daemons extends AutoCloseable {
    /** The nodes, at least two; the first is the anchor. */
    List<Node> nodes();

    /** Describes the daemons for a person, such as {@code stand-ins, quic}. */
    String describe();

    /**
     * Calls the listener with one line when a daemon has failed by itself; at once if one already has. May call it on
     * any thread, and more than once.
     */
    void onFailure(Consumer<String> listener);

    @Override
    void close();

    /** One running daemon: its label, the address and token of its REST API, and its agent id. */
    record Node(NodeLabel label, DaemonAddress address, Path tokenFile, AgentId agentId, Daemon rest) {

        /** Connects to the daemon and asks for its agent id. */
        static CompletableFuture<Node> at(NodeLabel label, DaemonAddress address, Path tokenFile, EventLoop loop) {
            RestDaemon rest = RestDaemon.open(address, TokenSource.file(tokenFile), loop, RestOptions.defaults());
            return rest.agent()
                    .thenApply(agent -> new Node(label, address, tokenFile, agent.agentId(), rest))
                    .whenComplete((node, failure) -> {
                        if (failure != null) {
                            rest.close();
                        }
                    });
        }
    }
}
