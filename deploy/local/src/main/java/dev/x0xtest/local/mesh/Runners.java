package dev.x0xtest.local.mesh;

import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.process.MeshDirectory;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.function.Consumer;

/** The runners of a mesh. Closing stops them. */
public interface Runners extends AutoCloseable {
    /** Stops one runner gracefully. Blocks until it has ended. */
    void stop(NodeLabel label) throws InterruptedException;

    /**
     * Calls the listener with one line when a runner has ended by itself; at once if one already has. May call it on any
     * thread, and more than once.
     */
    void onFailure(Consumer<String> listener);

    @Override
    void close();

    /** Starts the runners of a mesh whose daemons are up. */
    @FunctionalInterface
    interface Starter {
        /**
         * Starts the runners. Blocks until every runner is ready.
         *
         * @param coordinator the agent that the runners obey
         * @param directory holds their files
         */
        Runners start(List<Daemons.Node> nodes, AgentId coordinator, MeshDirectory directory, EventLoopGroup group)
                throws InterruptedException;
    }
}
