package dev.x0xtest.coordinator.diff;

import dev.x0xtest.coordinator.report.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two runs.
 *
 * @param incomparable why they cannot be compared, in one line; null: they can
 * @param notes what to know before the lists are read, a line each
 * @param cutShort pairs that are not compared, because a run ended before it decided them
 * @param unpaired pairs that only one of the runs has
 * @param changes every pair that is not proven throughout in both runs, in the order of the second run
 */
public record Diff(
        Run base,
        Run head,
        @Nullable String incomparable,
        List<String> notes,
        int cutShort,
        int unpaired,
        List<PairChange> changes,
        Slowdowns slower) {
    /** One of the two runs. */
    public record Run(String id, int pairs, int proven, int nodes) {
        /** Whether it left pairs of its nodes out. */
        boolean isSparse() {
            return pairs < nodes * (nodes - 1);
        }

        static Run of(Report report) {
            return new Run(
                    report.runId(),
                    report.totals().pairs(),
                    report.totals().proven(),
                    report.nodes().size());
        }
    }

    public Diff {
        notes = List.copyOf(notes);
        changes = List.copyOf(changes);
    }

    static Diff incomparable(Report base, Report head, String why) {
        return new Diff(Run.of(base), Run.of(head), why, List.of(), 0, 0, List.of(), Slowdowns.NONE);
    }

    /** The second run against the first one. */
    public static Diff of(Report base, Report head) {
        return new Comparison(base, head).diff();
    }

    public boolean comparable() {
        return incomparable == null;
    }

    /** Whether both are one run, and not an early and a late report of it. */
    public boolean sameRun() {
        return base.equals(head)
                && of(PairChange.Kind.NEW).isEmpty()
                && of(PairChange.Kind.FIXED).isEmpty()
                && slower.list().isEmpty();
    }

    /** The pairs of one kind. */
    public List<PairChange> of(PairChange.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).toList();
    }
}
