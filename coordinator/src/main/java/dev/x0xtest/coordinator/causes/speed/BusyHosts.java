package dev.x0xtest.coordinator.causes.speed;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.report.fact.Fact;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Hosts on which the runner itself was kept from running, far longer than on the others. Pure. */
public final class BusyHosts {
    /** A loaded host delays a timer by a part of this now and then. */
    private static final long LEAST_MS = 300;
    /** A runner that says nothing was late by less than this. */
    private static final long UNSAID_MS = 50;

    private static final int TIMES = 3;

    private BusyHosts() {}

    /** The facts that name them. */
    public static List<Fact> of(Cells cells) {
        long[] delays = IntStream.range(0, cells.nodes())
                .mapToLong(node -> fact(cells, node).map(fact -> fact.orElse(0)).orElse(UNSAID_MS))
                .toArray();
        return IntStream.range(0, delays.length)
                .filter(node -> delays[node] >= LEAST_MS && delays[node] >= TIMES * usual(delays, node))
                .mapToObj(node -> fact(cells, node))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Fact> fact(Cells cells, int node) {
        return cells.facts().own(cells.label(node), Fact.WORST_DELAY_MS);
    }

    /** The middle one of the others. */
    private static long usual(long[] delays, int node) {
        long[] others = IntStream.range(0, delays.length)
                .filter(other -> other != node)
                .mapToLong(other -> delays[other])
                .toArray();
        Arrays.sort(others);
        return others.length == 0 ? Long.MAX_VALUE / TIMES : Math.max(UNSAID_MS, others[others.length / 2]);
    }
}
