package dev.x0xtest.local.mesh.daemons;

import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.stream.IntStream;

/** What the nodes of a local mesh are called: upstream's fleet first, then numbers. */
public final class NodeLabels {
    private static final List<String> FLEET = List.of("nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney");

    private NodeLabels() {}

    public static List<NodeLabel> first(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new NodeLabel(index < FLEET.size() ? FLEET.get(index) : "n" + (index + 1)))
                .toList();
    }
}
