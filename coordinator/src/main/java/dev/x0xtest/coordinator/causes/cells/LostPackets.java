package dev.x0xtest.coordinator.causes.cells;

import dev.x0xtest.coordinator.report.fact.Fact;
import java.util.stream.IntStream;

/** Whether a node's daemon has lost far more packets than those of the others. Pure. */
public final class LostPackets {
    private static final long LEAST_FAR_MORE = 50;
    private static final double TIMES_FAR_MORE = 3;

    private LostPackets() {}

    /** Far more than the middle one of the others. */
    public static boolean farMore(Cells cells, int node) {
        return standOut(cells, node, LEAST_FAR_MORE, TIMES_FAR_MORE);
    }

    /**
     * Against the middle one of the others: a dead peer alone costs each of them some.
     *
     * @param least of fewer nothing is said
     */
    public static boolean standOut(Cells cells, int node, long least, double times) {
        long[] others = others(cells, node);
        return others.length > 0 && atLeast(cells, node, least, times * others[others.length / 2]);
    }

    /**
     * Against the worst of the others, so that no end of a broken link stands alone.
     *
     * @param least of fewer nothing is said
     */
    public static boolean standAlone(Cells cells, int node, long least, double times) {
        long[] others = others(cells, node);
        return others.length > 0 && atLeast(cells, node, least, times * others[others.length - 1]);
    }

    private static boolean atLeast(Cells cells, int node, long least, double more) {
        long own = of(cells, node);
        return own >= least && own >= more;
    }

    /** In order. */
    private static long[] others(Cells cells, int node) {
        return IntStream.range(0, cells.nodes())
                .filter(other -> other != node)
                .mapToLong(other -> of(cells, other))
                .sorted()
                .toArray();
    }

    private static long of(Cells cells, int node) {
        return cells.facts()
                .own(cells.label(node), Fact.LOST_PACKETS)
                .map(fact -> fact.orElse(0))
                .orElse(0L);
    }
}
