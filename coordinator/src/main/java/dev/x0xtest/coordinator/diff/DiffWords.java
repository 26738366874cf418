package dev.x0xtest.coordinator.diff;

import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The words of a comparison, for every form in which it is shown. */
public final class DiffWords {
    private static final int MOST_TITLE = 80;
    private static final int MOST_WHOLE = 12;

    private DiffWords() {}

    /** All of it in one sentence, without a full stop. */
    public static String sentence(Diff diff) {
        if (!diff.comparable()) {
            return "these runs cannot be compared: " + diff.incomparable();
        }
        if (diff.sameRun()) {
            int open = diff.changes().size();
            return "this is the same run twice, so nothing differs"
                    + (open == 0
                            ? ""
                            : "; " + open + " of its " + pairs(diff.head().pairs()) + " are not proven");
        }
        List<String> parts = new ArrayList<>();
        int fresh = diff.of(PairChange.Kind.NEW).size();
        boolean perfect = diff.changes().isEmpty() && diff.cutShort() == 0 && diff.unpaired() == 0;
        parts.add(
                fresh > 0
                        ? pairs(fresh) + " worse than before"
                        : "nothing new"
                                + (perfect ? ": all " + pairs(diff.head().pairs()) + " are proven in both runs" : ""));
        count(parts, diff.of(PairChange.Kind.FIXED).size(), "fixed");
        count(parts, diff.of(PairChange.Kind.STILL).size(), "still not proven");
        count(parts, diff.of(PairChange.Kind.FLAPPING).size(), "flapping");
        slower(diff).ifPresent(parts::add);
        count(parts, diff.cutShort(), "not compared, because a run ended before it decided them");
        count(parts, diff.unpaired(), "measured in one of the two runs only");
        return String.join(", ", parts);
    }

    private static void count(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private static Optional<String> slower(Diff diff) {
        List<Slowdowns.Slowdown> list = diff.slower().list();
        if (list.isEmpty()) {
            return Optional.empty();
        }
        boolean run = list.get(0).src() == null && list.get(0).node() == null;
        String what = diff.slower().by() == Slowdowns.By.PAIRS ? "pair" : "node";
        return Optional.of(
                run ? "the run is slower" : list.size() + " " + what + (list.size() == 1 ? "" : "s") + " slower");
    }

    /** A number of pairs. */
    public static String pairs(int count) {
        return count + (count == 1 ? " pair" : " pairs");
    }

    /** A pair in one run: its outcome, and how many of several samples were proven. A daemon's code is made printable. */
    public static String side(PairChange.Side side) {
        String title = side.title()
                .codePoints()
                .limit(MOST_TITLE)
                .map(character -> character < 0x20 || character > 0x7e ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return side.samples() == 1 ? title : title + " (" + side.proven() + " of " + side.samples() + " proven)";
    }

    /**
     * The nodes of which every pair, from and to, is among these; none in a fleet of two, which has no other pairs, nor where a
     * run was sparse.
     */
    static List<NodeLabel> whole(Diff diff, List<PairChange> changes) {
        Map<NodeLabel, Integer> touching = new LinkedHashMap<>();
        changes.forEach(
                change -> Stream.of(change.src(), change.dst()).forEach(node -> touching.merge(node, 1, Integer::sum)));
        int all = diff.unpaired() > 0 || diff.head().isSparse()
                ? 0
                : 2 * (diff.head().nodes() - 1);
        return touching.keySet().stream()
                .filter(node -> all > 2 && Objects.equals(touching.get(node), all))
                .limit(MOST_WHOLE)
                .toList();
    }

    /** How times were compared. */
    public static String test(Slowdowns slower) {
        return switch (slower.by()) {
            case PAIRS ->
                "Mann-Whitney test of " + pairs(slower.tests()) + ", Benjamini-Hochberg correction, p below "
                        + Slowdowns.MOST_CHANCE;
            case NODES ->
                "too few samples to compare a pair by itself; sign test over the pairs of each node and of the run,"
                        + " Holm correction, p below " + Slowdowns.MOST_CHANCE;
            case NOTHING -> "no times to compare";
        };
    }

    /** All pairs of a node, or of the run. */
    public static String group(Slowdowns.Slowdown one) {
        return one.node() == null
                ? "all pairs"
                : "all pairs from and to " + Objects.requireNonNull(one.node()).text();
    }

    /** A time in ms, with one digit behind the point below 10. */
    public static String ms(long us) {
        return String.format(Locale.ROOT, us < 10_000 ? "%.1f" : "%.0f", us / 1e3);
    }

    /** A probability with two digits that count. */
    public static String chance(double chance) {
        return chance < 0.000001 ? "below 0.000001" : String.format(Locale.ROOT, "%.2g", chance);
    }
}
