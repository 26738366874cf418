package dev.x0xtest.coordinator.diff;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.format.Diagnosis;
import dev.x0xtest.coordinator.report.format.Grid;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares two runs, pair by pair. Confined to one thread. */
final class Comparison {
    private static final int MOST_NAMED = 10;
    /** A share of proven samples has moved only if chance explains it less often than this. */
    private static final double MOST_CHANCE = 0.01;

    private final Report base;
    private final Report head;
    private final Grid grid;
    private final List<PairChange> undecided = new ArrayList<>();
    private final List<Slowdowns.Timed> timed = new ArrayList<>();
    private int cutShort;
    /** Pairs that only one of the two runs has: sparse runs need not have the same. */
    private int unpaired;

    private int compared;

    Comparison(Report base, Report head) {
        this.base = base;
        this.head = head;
        this.grid = Grid.of(base);
    }

    Diff diff() {
        Optional<String> why = incomparable();
        if (why.isPresent()) {
            return Diff.incomparable(base, head, why.get());
        }
        for (int place = 0; place < head.cells().size(); place++) {
            pair(place);
        }
        int both = head.cells().size() - unpaired;
        if (compared == 0) {
            return Diff.incomparable(
                    base, head, both == 0 ? "they have no pair in common" : "no pair was decided in both runs");
        }
        unpaired += base.cells().size() - both;
        List<String> notes = new ArrayList<>();
        identities().ifPresent(notes::add);
        boolean otherSizes = !base.scope().sizes().equals(head.scope().sizes())
                && !base.scope().sizes().isEmpty()
                && !head.scope().sizes().isEmpty();
        if (otherSizes) {
            notes.add("the runs sent messages of different sizes, so their times are not compared");
        }
        Slowdowns slower = otherSizes ? Slowdowns.NONE : Slowdowns.of(timed);
        if (slower.by() == Slowdowns.By.NODES
                && base.scope().samples() != head.scope().samples()) {
            // The first hop of a pair is the slowest, so the median of many is less than a single one.
            notes.add("the runs sent different numbers of samples, and too few to compare their times");
            slower = Slowdowns.NONE;
        }
        return new Diff(Diff.Run.of(base), Diff.Run.of(head), null, notes, cutShort, unpaired, settled(), slower);
    }

    private Optional<String> incomparable() {
        if (base.plane() != head.plane()) {
            return Optional.of("the first run is on plane " + base.plane().label() + ", the second one on plane "
                    + head.plane().label());
        }
        Set<NodeLabel> before = new LinkedHashSet<>(base.asked());
        Set<NodeLabel> after = new LinkedHashSet<>(head.asked());
        if (before.equals(after)) {
            return Optional.empty();
        }
        return Optional.of("the rosters differ" + only("first", before, after) + only("second", after, before));
    }

    private static String only(String which, Set<NodeLabel> one, Set<NodeLabel> other) {
        Set<NodeLabel> rest = new LinkedHashSet<>(one);
        rest.removeAll(other);
        return rest.isEmpty() ? "" : "; only the " + which + " run has " + names(rest);
    }

    private static String names(Collection<NodeLabel> nodes) {
        return nodes.stream().limit(MOST_NAMED).map(NodeLabel::text).collect(Collectors.joining(", "))
                + (nodes.size() > MOST_NAMED ? " and " + (nodes.size() - MOST_NAMED) + " more" : "");
    }

    private void pair(int place) {
        CellReport after = head.cells().get(place);
        OptionalInt known = grid.find(after.src(), after.dst());
        if (known.isEmpty()) {
            unpaired++;
            return;
        }
        CellReport before = base.cells().get(known.getAsInt());
        if (Diagnosis.cutShort(base, before) || Diagnosis.cutShort(head, after)) {
            cutShort++;
            return;
        }
        compared++;
        PairChange.Side was = PairChange.Side.of(before);
        PairChange.Side is = PairChange.Side.of(after);
        if (was.isProven() && is.isProven()) {
            times(after, known.getAsInt(), place);
        } else {
            undecided.add(new PairChange(kind(was, is), after.src(), after.dst(), was, is));
        }
    }

    /** Times from when hops left are not compared with times from when they were due. */
    private void times(CellReport after, int before, int place) {
        long[] was = SendTimes.ofHops(base, before);
        long[] is = SendTimes.ofHops(head, place);
        if (was.length > 0 && is.length > 0) {
            time(after, was, is);
        } else {
            time(after, SendTimes.median(base, before), SendTimes.median(head, place));
        }
    }

    private static PairChange.Kind kind(PairChange.Side was, PairChange.Side is) {
        if (was.mixed() || is.mixed()) {
            return PairChange.Kind.FLAPPING;
        }
        if (is.severity() > was.severity()) {
            return PairChange.Kind.NEW;
        }
        return is.isProven() ? PairChange.Kind.FIXED : PairChange.Kind.STILL;
    }

    private void time(CellReport pair, long[] was, long[] is) {
        if (was.length > 0 && is.length > 0) {
            timed.add(new Slowdowns.Timed(pair.src(), pair.dst(), was, is));
        }
    }

    /** A pair that flaps is new or fixed where the share of its proven samples has moved by more than chance explains. */
    private List<PairChange> settled() {
        List<PairChange> flapping = undecided.stream()
                .filter(change -> change.kind() == PairChange.Kind.FLAPPING)
                .toList();
        if (flapping.isEmpty()) {
            return undecided;
        }
        Set<PairChange> worse = beyondChance(flapping, false);
        Set<PairChange> better = beyondChance(flapping, true);
        return undecided.stream()
                .map(change -> worse.contains(change)
                        ? as(PairChange.Kind.NEW, change)
                        : better.contains(change) && change.after().isProven()
                                ? as(PairChange.Kind.FIXED, change)
                                : change)
                .toList();
    }

    private static PairChange as(PairChange.Kind kind, PairChange change) {
        return new PairChange(kind, change.src(), change.dst(), change.before(), change.after());
    }

    private static Set<PairChange> beyondChance(List<PairChange> flapping, boolean better) {
        double[] chances = Chance.holm(flapping.stream()
                .mapToDouble(change ->
                        better ? fewer(change.after(), change.before()) : fewer(change.before(), change.after()))
                .toArray());
        Set<PairChange> beyond = new HashSet<>();
        for (int place = 0; place < chances.length; place++) {
            if (chances[place] < MOST_CHANCE) {
                beyond.add(flapping.get(place));
            }
        }
        return beyond;
    }

    private static double fewer(PairChange.Side first, PairChange.Side second) {
        return Chance.asFew(first.proven(), first.decided(), second.proven(), second.decided());
    }

    /** A label may have moved to another agent; the pairs are compared all the same. */
    private Optional<String> identities() {
        List<NodeLabel> others = head.asked().stream()
                .filter(node -> {
                    Optional<AgentId> was = base.entry(node).map(RosterEntry::agentId);
                    Optional<AgentId> is = head.entry(node).map(RosterEntry::agentId);
                    return was.isPresent() && is.isPresent() && !was.equals(is);
                })
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("other agents than in the first run: "
                        + (others.size() == head.asked().size() ? "all nodes" : names(others)));
    }
}
