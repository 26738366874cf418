package dev.x0xtest.local.mesh;

import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.process.MeshDirectory;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoopGroup;
import java.util.List;

/** The runners beside the daemons. Closing ends them. */
public interface Runners extends AutoCloseable {
    /** Ends one of them in order; blocks until it has ended. */
    void stop(NodeLabel label) throws InterruptedException;

    @Override
    void close();

    /** How runners come up beside daemons that know one another. */
    @FunctionalInterface
    interface Starter {
        /**
         * Blocks until every runner is ready.
         *
         * @param coordinator whom they obey
         * @param directory where their files lie
         */
        Runners start(List<Daemons.Node> nodes, AgentId coordinator, MeshDirectory directory, EventLoopGroup group)
                throws InterruptedException;
    }
}
