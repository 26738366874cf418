package dev.x0xtest.serve.schedule.harm;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs of one run that measuring harmed the fleet. Immutable.
 *
 * @param evicted events that daemons threw away before their readers had them
 * @param droppedFull gossip messages that the anchor's x0xd dropped because its queue was full
 * @param poolEvictions connections that daemons gave up for others
 * @param failedConnects connections that could not be established, beyond those that pairs which are not proven explain
 * @param backpressure pairs whose sender was told to slow down
 * @param slowed runners that sent more slowly than asked because their x0xd could not follow
 */
public record Harm(
        long evicted, long droppedFull, long poolEvictions, long failedConnects, long backpressure, long slowed) {
    public static final Harm NONE = new Harm(0, 0, 0, 0, 0, 0);

    /** A node that is down makes connections to it fail: so many for each pair that is not proven are no harm. */
    private static final long CONNECTS_PER_PAIR = 8;

    /** As {@code run} warns of it. */
    private static final String SLOWED = "x0xd could not send so fast";

    /**
     * What a run shows. A report has evictions of all nodes; it has the connections of a node only where its runner had something to
     * explain, or was slow. The anchor's counters are there always.
     *
     * @param connections that an x0xd keeps: in a network of more nodes, the anchor gives some up for its control messages, and that
     *     is no reason to slow down
     */
    public static Harm of(Report report, AnchorCounters before, AnchorCounters after, int connections) {
        NodeLabel anchor = report.anchor() == null ? null : report.anchor().node();
        boolean wide = report.nodes().size() > connections;
        Map<NodeLabel, Long> explained = explained(report);
        long evicted = 0;
        long pool = 0;
        long connects = 0;
        for (Fact fact : report.facts()) {
            if (fact.source() != Fact.Source.COUNTER || fact.node().equals(anchor)) {
                continue;
            }
            long value = Math.max(0, fact.orElse(0));
            switch (fact.name()) {
                case Fact.EVICTED -> evicted += value;
                case Fact.POOL_EVICTIONS -> pool += value;
                case Fact.CONNECTS_FAILED -> connects += Math.max(0, value - explained.getOrDefault(fact.node(), 0L));
                default -> {}
            }
        }
        // The facts of the anchor's node and its counters are of one daemon: the larger figure is the one that saw
        // more.
        long anchorsEvicted = Math.max(fact(report, anchor, Fact.EVICTED), grown(before.evicted(), after.evicted()));
        long anchorsPool = Math.max(
                fact(report, anchor, Fact.POOL_EVICTIONS), grown(before.poolEvictions(), after.poolEvictions()));
        long anchorsConnects = Math.max(
                fact(report, anchor, Fact.CONNECTS_FAILED), grown(before.failedConnects(), after.failedConnects()));
        return new Harm(
                evicted + anchorsEvicted,
                grown(before.droppedFull(), after.droppedFull()),
                pool + (wide ? 0 : anchorsPool),
                connects + Math.max(0, anchorsConnects - ofAnyPair(explained, anchor)),
                report.cells().stream().filter(Harm::eased).count(),
                report.warnings().stream().filter(line -> line.contains(SLOWED)).count());
    }

    /** Whether there is no sign at all. */
    public boolean none() {
        return equals(NONE);
    }

    /** What was seen, for people: {@code 12 events evicted, 3 connections given up}; empty: nothing. */
    public String text() {
        List<String> words = new ArrayList<>();
        add(words, evicted, "event evicted", "events evicted");
        add(words, droppedFull, "gossip message dropped", "gossip messages dropped");
        add(words, poolEvictions, "connection given up for another", "connections given up for others");
        add(words, failedConnects, "connection failed", "connections failed");
        add(words, backpressure, "pair with backpressure", "pairs with backpressure");
        add(words, slowed, "node could not send so fast", "nodes could not send so fast");
        return String.join(", ", words);
    }

    private static void add(List<String> words, long count, String one, String many) {
        if (count > 0) {
            words.add(count + " " + (count == 1 ? one : many));
        }
    }

    private static boolean eased(CellReport cell) {
        String code = cell.code();
        return code != null && (code.contains("backpressure") || code.contains("429"));
    }

    /** For each node, how many failed connections its pairs explain that are not proven: it may connect in both directions. */
    private static Map<NodeLabel, Long> explained(Report report) {
        Map<NodeLabel, Long> explained = new HashMap<>();
        for (CellReport cell : report.cells()) {
            if (cell.outcome().cellClass() != CellClass.PROVEN) {
                explained.merge(cell.src(), CONNECTS_PER_PAIR, Long::sum);
                explained.merge(cell.dst(), CONNECTS_PER_PAIR, Long::sum);
            }
        }
        return explained;
    }

    /** The anchor connects to every node for its control messages, whatever pairs are measured. */
    private static long ofAnyPair(Map<NodeLabel, Long> explained, @Nullable NodeLabel anchor) {
        long own = anchor == null ? 0 : explained.getOrDefault(anchor, 0L);
        return Math.max(own, explained.size() * CONNECTS_PER_PAIR);
    }

    private static long fact(Report report, @Nullable NodeLabel node, String name) {
        return report.facts().stream()
                .filter(fact -> fact.node().equals(node) && fact.is(Fact.Source.COUNTER, name))
                .mapToLong(fact -> Math.max(0, fact.orElse(0)))
                .sum();
    }

    /** A counter that went back belongs to another life of the daemon and says nothing. */
    private static long grown(@Nullable Long before, @Nullable Long after) {
        return before == null || after == null ? 0 : Math.max(0, after - before);
    }
}
