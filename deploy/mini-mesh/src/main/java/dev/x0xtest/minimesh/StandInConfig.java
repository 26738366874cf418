package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.node.links.Timings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What one stand-in is told at its start.
 *
 * @param index position in its mesh, for faults
 * @param name instance name, or empty
 * @param identityDir where the keys are
 * @param apiAddress where to serve HTTP; port 0 takes any
 * @param bindAddress {@code host:port} of the transport; empty takes any
 * @param networkId the plane
 * @param bootstrapPeers {@code host:port} of nodes to dial
 */
record StandInConfig(
        int index,
        String name,
        Path dataDir,
        Path identityDir,
        InetSocketAddress apiAddress,
        String bindAddress,
        String networkId,
        List<String> bootstrapPeers,
        Timings timings) {
    StandInConfig {
        bootstrapPeers = List.copyOf(bootstrapPeers);
    }
}
