package dev.x0xtest.local.mesh.daemons;

import dev.x0xtest.minimesh.Transport;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What mesh to bring up.
 *
 * @param x0xd real daemons from this program; null: stand-ins inside this process
 * @param transport between stand-ins
 * @param cards whether the daemons are introduced to one another before anything is measured
 * @param heartbeatSecs how often a daemon announces itself
 */
public record MeshSpec(int nodes, @Nullable X0xdBinary x0xd, Transport transport, boolean cards, int heartbeatSecs) {

    /** What the nodes of a local mesh are called: upstream's fleet first, then numbers. */
    public static final class NodeLabels {
        private static final List<String> FLEET = List.of("nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney");

        private NodeLabels() {}

        public static List<NodeLabel> first(int count) {
            return IntStream.range(0, count)
                    .mapToObj(index -> new NodeLabel(index < FLEET.size() ? FLEET.get(index) : "n" + (index + 1)))
                    .toList();
        }
    }
}
