package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.node.links.Timings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration of one stand-in.
 *
 * @param index position in its mesh, by which faults name it
 * @param name instance name, or empty
 * @param identityDir the directory of the key files
 * @param apiAddress where to serve HTTP; port 0 picks a free port
 * @param bindAddress {@code host:port} of the transport; empty picks a free port
 * @param networkId the network; links to nodes of another network are refused
 * @param bootstrapPeers {@code host:port} of the nodes to dial
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
