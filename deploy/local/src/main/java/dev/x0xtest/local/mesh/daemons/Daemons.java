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

/** Running daemons that reach one another and have not been introduced. Closing ends them. */
public interface Daemons extends AutoCloseable {
    /** Two at least; the first is the anchor. */
    List<Node> nodes();

    /** What they are, for the person: {@code stand-ins, quic}. */
    String describe();

    @Override
    void close();

    /** One running daemon of the mesh as everybody else sees it: where its REST is, its token, and who it is. */
    record Node(NodeLabel label, DaemonAddress address, Path tokenFile, AgentId agentId, Daemon rest) {

        /** Asks the daemon who it is. */
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
