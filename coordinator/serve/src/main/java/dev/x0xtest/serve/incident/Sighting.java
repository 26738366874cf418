package dev.x0xtest.serve.incident;

import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Pair;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One cause, as one round shows it.
 *
 * @param nodes labels that its subject names
 * @param pairs those that it explains; the ones of which a witness has said something come first; none: it is about its node
 * @param cells the names of these pairs
 * @param red whether messages do not arrive because of it
 */
record Sighting(
        String kind,
        @Nullable String part,
        String subject,
        List<String> nodes,
        List<Pair> pairs,
        Set<String> cells,
        String severity,
        boolean red,
        double log10Odds,
        String text,
        String next) {
    private static final int SMALL = 2;

    /** What it is and what it is about: if this changes, people are told. Sizes, and pairs without a cause, differ from run to run. */
    String form() {
        return kind + " " + (kind.equals(CauseKind.MTU.name()) || !explained() ? nodes : subject);
    }

    /** Whether a cause is named. */
    boolean explained() {
        boolean unobserved = kind.equals(Blindness.KIND) && !nodes.isEmpty();
        return !unobserved && !kind.equals(Sightings.UNEXPLAINED);
    }

    /** Whether a focused run can show it again. */
    boolean canBeConfirmed() {
        return red && !pairs.isEmpty();
    }

    /**
     * How well it goes with an incident; 0: not at all. One of another severity is another thing. The subject counts most. Of
     * two sets of pairs the smaller one must lie in the other one by half: a row and a column of the matrix share one pair and
     * are two things.
     */
    int match(String otherSeverity, List<String> otherNodes, Set<String> otherCells) {
        if (!severity.equals(otherSeverity)) {
            return 0;
        }
        int shared = (int) cells.stream().filter(otherCells::contains).count();
        int least = Math.min(cells.size(), otherCells.size());
        boolean same =
                !nodes.isEmpty() && nodes.size() <= SMALL && Set.copyOf(nodes).equals(Set.copyOf(otherNodes));
        boolean overlap = shared > 0 && 2 * shared >= least;
        return (same ? 1 + cells.size() + otherCells.size() : 0) + (overlap ? shared : 0);
    }
}
