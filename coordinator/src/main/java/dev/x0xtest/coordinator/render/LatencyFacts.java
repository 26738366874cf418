package dev.x0xtest.coordinator.render;

import dev.x0xtest.coordinator.latency.Clocks;
import dev.x0xtest.coordinator.latency.Figures;
import dev.x0xtest.coordinator.latency.Latencies;
import dev.x0xtest.coordinator.latency.OneWay;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.Grid;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the latencies and clocks of a run, before any layout; all times are in ms.
 *
 * @param rows percentiles, one row a beginning of the time; empty: no hop was answered
 * @param groups the pairs and clocks that stand out, largest first
 */
public record LatencyFacts(List<LatencyFacts.Row> rows, List<LatencyFacts.Group> groups) {
    /** What the values of a row are. */
    public static final List<String> HEADINGS = List.of("hops", "least", "p50", "p90", "p99", "most");
    /** Stands where there are too few hops for a percentile. */
    public static final String NONE = "-";

    private static final int MOST_PAIRS = 5;
    private static final int MOST_CLOCKS = 30;

    /**
     * The figures of all hops.
     *
     * @param since from when the time counts, to the answer: {@code sending}
     * @param values in the order of {@link #HEADINGS}
     */
    public record Row(String since, List<String> values) {}

    /** A pair or a node, and its times. */
    public record Entry(String name, String value) {}

    /**
     * Entries of one kind.
     *
     * @param more how many are left out
     */
    public record Group(String title, List<Entry> entries, int more) {}

    /**
     * Of a run.
     *
     * @param unicode whether {@code →} and {@code ±} may be written
     */
    public static LatencyFacts of(Report report, boolean unicode) {
        return new Search(Grid.of(report), unicode).facts();
    }

    /** An entry; {@code us} orders them. */
    private record Told(long us, Entry entry) {}

    /** Goes through all pairs and keeps what stands out. */
    private static final class Search {
        private final boolean unicode;
        private final List<NodeLabel> nodes;
        private final Latencies latencies;
        private final List<Row> rows = new ArrayList<>();
        private final List<Group> groups = new ArrayList<>();

        Search(Grid grid, boolean unicode) {
            this.unicode = unicode;
            this.nodes = grid.nodes();
            this.latencies = grid.latencies();
        }

        LatencyFacts facts() {
            Latencies.Both all = latencies.all();
            row("sending", all.send());
            row("due time", all.scheduled());
            if (!rows.isEmpty()) {
                slowest();
                clocks();
            }
            return new LatencyFacts(List.copyOf(rows), List.copyOf(groups));
        }

        private void row(String since, Figures figures) {
            if (figures.count() > 0) {
                rows.add(new Row(
                        since,
                        List.of(
                                String.format(Locale.ROOT, "%,d", figures.count()),
                                ms(figures.min()),
                                ms(figures.p50()),
                                ms(figures.p90()),
                                ms(figures.p99()),
                                ms(figures.max()))));
            }
        }

        private void slowest() {
            PriorityQueue<Told> most = queue();
            latencies.eachPair((from, to) -> {
                long us = latencies.medianUs(from, to);
                if (us >= 0) {
                    keep(most, us, MOST_PAIRS, () -> new Entry(pair(from, to), ms(us)));
                }
            });
            if (most.size() > 1) {
                group("slowest pairs", most, 0);
            }
        }

        private void clocks() {
            Clocks clocks = latencies.clocks();
            if (clocks.reference() < 0) {
                return;
            }
            PriorityQueue<Told> apart = queue();
            int others = 0;
            for (int node = 0; node < nodes.size(); node++) {
                if (clocks.known(node) && node != clocks.reference()) {
                    others++;
                    String label = nodes.get(node).text();
                    long us = clocks.offsetUs(node);
                    String bound = " " + plusMinus() + ms(clocks.boundUs(node));
                    keep(apart, Math.abs(us), MOST_CLOCKS, () -> new Entry(label, signed(us) + bound));
                }
            }
            group("clocks against " + nodes.get(clocks.reference()).text() + "'s", apart, others - apart.size());
            uneven();
        }

        private void uneven() {
            PriorityQueue<Told> most = queue();
            latencies.eachPair((from, to) -> {
                OneWay there = latencies.oneWay(from, to);
                OneWay back = from < to || there == null ? null : latencies.oneWay(to, from);
                if (there != null && there.valueUs() + there.boundUs() < 0) {
                    keep(
                            most,
                            Long.MAX_VALUE,
                            MOST_PAIRS,
                            () -> new Entry(pair(from, to), oneWay(there) + ", which cannot be"));
                } else if (there != null && back != null && OneWay.ASYMMETRIC.equals(there.flag())) {
                    long differ = Math.abs(there.valueUs() - back.valueUs());
                    keep(
                            most,
                            differ,
                            MOST_PAIRS,
                            () -> new Entry(pair(from, to), oneWay(there) + ", back " + oneWay(back)));
                }
            });
            if (!most.isEmpty()) {
                group("one way and back differ", most, 0);
            }
        }

        private static PriorityQueue<Told> queue() {
            return new PriorityQueue<>(Comparator.comparingLong(Told::us));
        }

        /** The entry is made only if it is kept. */
        private static void keep(PriorityQueue<Told> most, long us, int room, Supplier<Entry> entry) {
            Told least = most.peek();
            if (most.size() < room || (least != null && least.us() < us)) {
                most.add(new Told(us, entry.get()));
                if (most.size() > room) {
                    most.remove();
                }
            }
        }

        private void group(String title, PriorityQueue<Told> told, int more) {
            List<Entry> entries = told.stream()
                    .sorted(Comparator.comparingLong(Told::us).reversed())
                    .map(Told::entry)
                    .toList();
            groups.add(new Group(title, entries, more));
        }

        private String pair(int from, int to) {
            return nodes.get(from).text()
                    + (unicode ? " → " : " -> ")
                    + nodes.get(to).text();
        }

        private String oneWay(OneWay way) {
            return ms(way.valueUs()) + " " + plusMinus() + ms(way.boundUs());
        }

        private String plusMinus() {
            return unicode ? "±" : "+-";
        }

        private static String signed(long us) {
            return us < 0 ? ms(us) : "+" + ms(us);
        }

        /** Three digits are enough for any. */
        private static String ms(@Nullable Long us) {
            if (us == null) {
                return NONE;
            }
            double ms = us / 1_000.0;
            double size = Math.abs(ms);
            return String.format(Locale.ROOT, size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f", ms);
        }
    }
}
