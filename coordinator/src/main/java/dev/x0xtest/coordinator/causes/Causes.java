package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.causes.search.Candidates;
import dev.x0xtest.coordinator.causes.search.CauseSearch;
import dev.x0xtest.coordinator.causes.search.Hypothesis;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Why the pairs of a run that are not proven are not. Causes change no outcome, no verdict and no exit code. A cell of
 * which no witness has said anything adds to no cause.
 *
 * @param list the most important first
 * @param unexplained the cells that are not proven and that no cause of the list touches
 */
public record Causes(Status status, List<Cause> list, List<Pair> unexplained) {
    public Causes {
        list = List.copyOf(list);
        unexplained = List.copyOf(unexplained);
    }

    /** What is known of the causes. */
    public enum Status {
        /** Every pair is proven. */
        NONE,
        NAMED,
        /** At least one has a rival that is nearly as good. */
        UNDECIDED,
        /** Pairs are not proven, and nothing that they have in common says why. */
        NO_COMMON_CAUSE;

        /** As reports have it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** More stories than this, and one more for so many nodes, are no explanation. */
    private static final int MOST_STORIES = 3;

    private static final int NODES_A_STORY = 10;

    /** Of a run in which nothing is wrong. */
    public static final Causes NONE = new Causes(Status.NONE, List.of(), List.of());

    /** The causes of a run. */
    public static Causes of(Report report) {
        Cells cells = new Cells(report);
        Ending ending = report.ending();
        if (ending != null && ending.cause() == Ending.Cause.TEST_BED) {
            // What carried the mesh has failed: nothing in the mesh is to blame.
            return new Causes(Status.NO_COMMON_CAUSE, List.of(), open(cells, new boolean[cells.size()]));
        }
        List<Cause> list = new ArrayList<>();
        boolean[] told = new boolean[cells.size()];
        if (report.totals().proven() < report.totals().pairs()) {
            CauseSearch search = new CauseSearch(cells, Candidates.of(report, cells));
            CauseSearch.Found best = search.best();
            boolean tooMany = stories(best.set()) > MOST_STORIES + cells.nodes() / NODES_A_STORY;
            if (!tooMany) {
                explaining(cells, search, best, list);
                best.set().forEach(one -> one.explained(cells).forEach(place -> told[place] = true));
            }
        }
        List<Integer> unheard = LostAnchor.places(report, cells, told);
        LostAnchor.of(report, cells, unheard, "c" + (list.size() + 1)).ifPresent(list::add);
        unheard.forEach(place -> told[place] = true);
        list.addAll(Conditions.of(report, cells, list, told));
        List<Pair> open = open(cells, told);
        return new Causes(status(list, open), list, open);
    }

    /** What one node does to several others is one story. */
    private static long stories(List<Hypothesis> set) {
        return set.stream()
                .map(one -> List.of(
                        one.kind(),
                        one.subject() instanceof Subject.Contact contact
                                ? contact.by()
                                : one.subject().nodes()))
                .distinct()
                .count();
    }

    private static void explaining(Cells cells, CauseSearch search, CauseSearch.Found best, List<Cause> list) {
        best.set().stream()
                .sorted(Comparator.comparingInt(
                                (Hypothesis one) -> -one.explained(cells).size())
                        .thenComparing(Hypothesis::kind))
                .forEach(one -> list.add(cause("c" + (list.size() + 1), cells, search, best, one)));
    }

    private static List<Pair> open(Cells cells, boolean[] told) {
        return cells.pairs(IntStream.range(0, cells.size())
                .filter(place -> cells.exists(place) && !cells.proven(place) && !told[place])
                .boxed()
                .toList());
    }

    private static Status status(List<Cause> list, List<Pair> open) {
        if (list.stream().anyMatch(Cause::undecided)) {
            return Status.UNDECIDED;
        }
        if (list.stream().anyMatch(cause -> !cause.explains().isEmpty())) {
            return Status.NAMED;
        }
        if (!open.isEmpty()) {
            return Status.NO_COMMON_CAUSE;
        }
        return list.isEmpty() ? Status.NONE : Status.NAMED;
    }

    private static Cause cause(
            String id, Cells cells, CauseSearch search, CauseSearch.Found best, Hypothesis hypothesis) {
        List<Hypothesis> rest = new ArrayList<>(best.set());
        rest.remove(hypothesis);
        double without = search.score(rest);
        CauseSearch.Found rival = search.without(best.set(), hypothesis);
        return new Cause(
                id,
                hypothesis.kind(),
                hypothesis.subject(),
                hypothesis.part(),
                hypothesis.kind() == CauseKind.SLOW ? Cause.Severity.SLOW : Cause.Severity.RED,
                power(best.score() - without),
                rival == null ? null : runnerUp(rival, without),
                hypothesis.candidates(),
                cells.pairs(hypothesis.explained(cells)),
                cells.pairs(hypothesis.evidence(cells)),
                cells.pairs(hypothesis.contradictions(cells)),
                hypothesis.facts());
    }

    private static Cause.@Nullable RunnerUp runnerUp(CauseSearch.Found rival, double without) {
        Hypothesis other = rival.set().get(rival.set().size() - 1);
        double odds = power(rival.score() - without);
        return odds <= 0 ? null : new Cause.RunnerUp(other.kind(), other.subject(), other.part(), odds);
    }

    private static double power(double natural) {
        return natural / Math.log(10);
    }
}
