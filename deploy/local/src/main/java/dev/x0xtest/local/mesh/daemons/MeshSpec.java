package dev.x0xtest.local.mesh.daemons;

import dev.x0xtest.minimesh.Transport;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Describes a mesh to bring up.
 *
 * @param x0xd the program of the real daemons; null means stand-ins in this process
 * @param transport the transport between stand-ins
 * @param cards whether the daemons exchange cards before the measurement
 * @param heartbeatSecs interval of a daemon's announcements
 */
public record MeshSpec(int nodes, @Nullable X0xdBinary x0xd, Transport transport, boolean cards, int heartbeatSecs) {

    /** The labels of a local mesh: those of upstream's fleet first, then {@code n7}, {@code n8} and so on. */
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
