package dev.x0xtest.coordinator.render;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.latency.Clocks;
import dev.x0xtest.coordinator.latency.Figures;
import dev.x0xtest.coordinator.latency.Latencies;
import dev.x0xtest.coordinator.latency.OneWay;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.render.console.Wrap;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.Grid;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a person reads of the latencies and clocks of a run, below its map. */
final class LatencyText {
    private static final int MOST_PAIRS = 5;
    private static final int MOST_CLOCKS = 30;

    private final Console console;
    private final Paint paint;
    private final List<NodeLabel> nodes;
    private final Latencies latencies;
    private final List<String> lines = new ArrayList<>();

    private LatencyText(Report report, Console console) {
        Grid grid = Grid.of(report);
        this.console = console;
        this.paint = new Paint(console);
        this.nodes = grid.nodes();
        this.latencies = grid.latencies();
    }

    static List<String> lines(Report report, Console console) {
        return new LatencyText(report, console).lines();
    }

    /** A pair and what is told of it; {@code us} orders them. */
    private record Told(long us, String text) {}

    private List<String> lines() {
        lines.add(paint.bold("Latency"));
        Latencies.Both all = latencies.all();
        if (all.send().count() == 0) {
            lines.add("  no hop was answered");
            return lines;
        }
        figures("from sending to the answer", all.send());
        if (all.scheduled().count() > 0) {
            figures("from the scheduled time to the answer", all.scheduled());
        }
        slowest();
        clocks();
        return lines;
    }

    private void figures(String what, Figures figures) {
        StringJoiner said = new StringJoiner(", ");
        said.add("least " + ms(figures.min()));
        said.add("p50 " + ms(figures.p50()));
        if (figures.p90() != null) {
            said.add("p90 " + ms(figures.p90()));
        }
        if (figures.p99() != null) {
            said.add("p99 " + ms(figures.p99()));
        }
        said.add("most " + ms(figures.max()) + " ms");
        String hops = figures.count() == 1 ? " hop" : " hops";
        lines.add("  " + what + ", " + figures.count() + hops + ": " + said);
    }

    private void slowest() {
        PriorityQueue<Told> most = new PriorityQueue<>(Comparator.comparingLong(Told::us));
        latencies.eachPair((from, to) -> {
            long us = latencies.medianUs(from, to);
            if (us >= 0) {
                keep(most, us, () -> pair(from, to) + " " + ms(us) + " ms");
            }
        });
        if (most.size() > 1) {
            list("slowest", most);
        }
    }

    private void clocks() {
        Clocks clocks = latencies.clocks();
        if (clocks.reference() < 0) {
            return;
        }
        PriorityQueue<Told> apart = new PriorityQueue<>(Comparator.comparingLong(Told::us));
        int others = 0;
        for (int node = 0; node < nodes.size(); node++) {
            if (clocks.known(node) && node != clocks.reference()) {
                others++;
                int one = node;
                long us = clocks.offsetUs(node);
                keep(
                        apart,
                        Math.abs(us),
                        MOST_CLOCKS,
                        () -> nodes.get(one).text() + " " + signed(us) + " " + plusMinus() + ms(clocks.boundUs(one)));
            }
        }
        list("clocks against " + nodes.get(clocks.reference()).text() + "'s, ms", apart);
        if (others > MOST_CLOCKS) {
            lines.add("  " + console.dots() + " and " + (others - MOST_CLOCKS) + " that are nearer to it");
        }
        PriorityQueue<Told> uneven = new PriorityQueue<>(Comparator.comparingLong(Told::us));
        latencies.eachPair((from, to) -> {
            OneWay there = latencies.oneWay(from, to);
            OneWay back = from < to || there == null ? null : latencies.oneWay(to, from);
            if (there != null && there.valueUs() + there.boundUs() < 0) {
                keep(uneven, Long.MAX_VALUE, () -> pair(from, to) + " " + oneWay(there) + ", which cannot be");
            } else if (there != null && back != null && OneWay.ASYMMETRIC.equals(there.flag())) {
                long differ = Math.abs(there.valueUs() - back.valueUs());
                keep(uneven, differ, () -> pair(from, to) + " " + oneWay(there) + ", back " + oneWay(back));
            }
        });
        if (!uneven.isEmpty()) {
            list("one way and back differ, ms", uneven);
        }
    }

    private interface Text {
        String text();
    }

    private static void keep(PriorityQueue<Told> most, long us, Text text) {
        keep(most, us, MOST_PAIRS, text);
    }

    /** The text is made only for what is kept. */
    private static void keep(PriorityQueue<Told> most, long us, int room, Text text) {
        Told least = most.peek();
        if (most.size() < room || (least != null && least.us() < us)) {
            most.add(new Told(us, text.text()));
            if (most.size() > room) {
                most.remove();
            }
        }
    }

    private void list(String what, PriorityQueue<Told> told) {
        List<String> texts = new ArrayList<>(told.stream()
                .sorted(Comparator.comparingLong(Told::us).reversed())
                .map(Told::text)
                .toList());
        texts.set(0, what + ": " + texts.get(0));
        lines.addAll(Wrap.list(texts, "  ", console.width()));
    }

    private String pair(int from, int to) {
        return nodes.get(from).text() + " " + console.arrow() + " "
                + nodes.get(to).text();
    }

    private String oneWay(OneWay way) {
        return ms(way.valueUs()) + " " + plusMinus() + ms(way.boundUs());
    }

    private String plusMinus() {
        return console.unicode() ? "\u00b1" : "+-";
    }

    private static String signed(long us) {
        return us < 0 ? ms(us) : "+" + ms(us);
    }

    /** Three digits are enough for any. */
    private static String ms(@Nullable Long us) {
        double ms = us == null ? 0 : us / 1_000.0;
        double size = Math.abs(ms);
        return String.format(Locale.ROOT, size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f", ms);
    }
}
