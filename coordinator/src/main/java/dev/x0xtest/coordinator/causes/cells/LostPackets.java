package dev.x0xtest.coordinator.causes.cells;

import dev.x0xtest.coordinator.report.fact.Fact;
import java.util.stream.IntStream;

/** Whether a node's daemon has lost far more packets than those of the others. Pure. */
public final class LostPackets {
    private LostPackets() {}

    /**
     * Against the middle one of the others: a dead peer alone costs each of them some.
     *
     * @param least of fewer nothing is said
     */
    public static boolean standOut(Cells cells, int node, long least, double times) {
        long[] others = IntStream.range(0, cells.nodes())
                .filter(other -> other != node)
                .mapToLong(other -> of(cells, other))
                .sorted()
                .toArray();
        long own = of(cells, node);
        return others.length > 0 && own >= least && own >= times * others[others.length / 2];
    }

    /**
     * Against the worst of the others, so that no end of a broken link stands alone.
     *
     * @param least of fewer nothing is said
     */
    public static boolean standAlone(Cells cells, int node, long least, double times) {
        long worst = IntStream.range(0, cells.nodes())
                .filter(other -> other != node)
                .mapToLong(other -> of(cells, other))
                .max()
                .orElse(0);
        long own = of(cells, node);
        return own >= least && own >= times * worst;
    }

    private static long of(Cells cells, int node) {
        return cells.facts()
                .own(cells.label(node), Fact.LOST_PACKETS)
                .map(fact -> fact.orElse(0))
                .orElse(0L);
    }
}
