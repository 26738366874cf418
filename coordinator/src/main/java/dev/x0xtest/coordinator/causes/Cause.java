package dev.x0xtest.coordinator.causes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cause that explains cells which are not proven.
 *
 * @param part which part of a node, such as {@code unreachable}; null where its kind has none
 * @param log10Odds how much likelier the run is with this cause than without it, as a power of ten
 * @param runnerUp the best other explanation; null: there is none
 * @param candidates what it can be in particular; empty: nothing more is known
 * @param explains the cells that are not proven because of it
 * @param evidence those of them of which a witness has said something; the others add nothing to it
 * @param contradicts the cells that it touches and that work
 */
public record Cause(
        String id,
        CauseKind kind,
        Subject subject,
        @Nullable String part,
        double log10Odds,
        @Nullable RunnerUp runnerUp,
        List<String> candidates,
        List<Pair> explains,
        List<Pair> evidence,
        List<Pair> contradicts) {
    public Cause {
        evidence = List.copyOf(evidence);
        candidates = List.copyOf(candidates);
        explains = List.copyOf(explains);
        contradicts = List.copyOf(contradicts);
    }

    /** How far apart two explanations must be, as a power of ten, for one to be named. */
    static final double CLEAR = 2;

    /** Another explanation of the same cells, and how likely it would make the run. */
    public record RunnerUp(CauseKind kind, Subject subject, double log10Odds) {}

    /** Whether another explanation is nearly as good. */
    public boolean undecided() {
        return runnerUp != null && log10Odds - runnerUp.log10Odds() < CLEAR;
    }
}
