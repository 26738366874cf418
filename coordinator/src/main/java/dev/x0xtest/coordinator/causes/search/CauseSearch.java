package dev.x0xtest.coordinator.causes.search;

import dev.x0xtest.coordinator.causes.cells.Cells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the set of hypotheses with the best score: adds the best one while that helps, exchanges single ones while that
 * helps, and tries all sets of up to three of the most promising. Pure.
 */
public final class CauseSearch {
    private static final int MOST = 64;
    /** Of so many, all sets of up to {@link #EXACT} are tried. */
    private static final int PROMISING = 16;

    private static final int EXACT = 3;
    /** A cause has to be so many times as likely as none: the natural logarithm of 100. */
    static final double LEAST_GAIN = Math.log(100);

    private final Cells cells;
    private final List<Hypothesis> candidates;
    private final Score score;

    /** A search among these. */
    public CauseSearch(Cells cells, List<Hypothesis> candidates) {
        this.cells = cells;
        this.score = new Score(cells);
        // What explains nothing alone explains nothing beside others.
        this.candidates =
                candidates.stream().filter(one -> score.of(List.of(one)) > 0).toList();
    }

    /** A set and its score. */
    public record Found(List<Hypothesis> set, double score) {
        /** Its score, less what each cause has to gain at least. */
        private double worth() {
            return score - LEAST_GAIN * set.size();
        }
    }

    /** The best set. */
    public Found best() {
        Found found = exchanged(grown(List.of()));
        Found exact = exact();
        return exact.worth() > found.worth() ? exact : found;
    }

    /**
     * The best set in which another hypothesis stands for this one; null: none is left to stand for it. It has to explain
     * at least one of the same cells.
     *
     * @param set with the hypothesis
     */
    @Nullable
    public Found without(List<Hypothesis> set, Hypothesis hypothesis) {
        List<Hypothesis> rest = new ArrayList<>(set);
        rest.remove(hypothesis);
        double base = score.of(rest);
        Set<Integer> explained =
                new HashSet<>(hypothesis.places(place -> cells.symptom(place).bad()));
        return candidates.stream()
                .filter(other -> !set.contains(other) && !other.sameNodes(hypothesis))
                .filter(other -> !other.places(explained::contains).isEmpty())
                .map(other -> with(new Found(rest, base), other))
                .max(Comparator.comparingDouble(Found::score))
                .orElse(null);
    }

    /** The score of a set. */
    public double score(List<Hypothesis> set) {
        return score.of(set);
    }

    /** The score must hold the set that was found. */
    private Found with(Found found, Hypothesis more) {
        List<Hypothesis> all = new ArrayList<>(found.set());
        all.add(more);
        return new Found(all, found.score() + score.gain(more));
    }

    private Found grown(List<Hypothesis> from) {
        Found best = new Found(from, score.of(from));
        while (best.set().size() < MOST) {
            Hypothesis next = null;
            double most = LEAST_GAIN;
            List<Hypothesis> set = best.set();
            for (Hypothesis one : candidates) {
                double gain = set.stream().anyMatch(one::excludes) ? 0 : score.gain(one);
                if (gain > most) {
                    most = gain;
                    next = one;
                }
            }
            if (next == null) {
                return best;
            }
            best = with(best, next);
            score.add(next);
        }
        return best;
    }

    private Found exchanged(Found from) {
        Found best = from;
        Set<List<Hypothesis>> seen = new HashSet<>();
        while (seen.add(best.set())) {
            for (Hypothesis one : best.set()) {
                List<Hypothesis> rest = new ArrayList<>(best.set());
                rest.remove(one);
                Found other = grown(rest);
                best = other.worth() > best.worth() ? other : best;
            }
        }
        return best;
    }

    private Found exact() {
        List<Hypothesis> promising = candidates.stream()
                .sorted(Comparator.comparingDouble((Hypothesis one) -> score.of(List.of(one)))
                        .reversed())
                .limit(PROMISING)
                .toList();
        return enlarged(new Found(List.of(), 0), promising, 0);
    }

    /** The best of this set and all that add some of the promising ones, from this one on, to it. The score holds it afterwards. */
    private Found enlarged(Found set, List<Hypothesis> promising, int from) {
        Found best = set;
        score.of(set.set());
        for (int next = from; next < promising.size(); next++) {
            Hypothesis one = promising.get(next);
            if (set.set().stream().anyMatch(one::excludes)) {
                continue;
            }
            Found found = with(set, one);
            if (found.set().size() < EXACT) {
                found = enlarged(found, promising, next + 1);
                score.of(set.set());
            }
            best = found.worth() > best.worth() ? found : best;
        }
        return best;
    }
}
