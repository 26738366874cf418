package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.fact.Fact;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, and the cells that are not proven because of it.
 *
 * @param part which part of a node, such as {@code unreachable}; null where its kind has none
 * @param log10Odds how much likelier the run is with this cause than without it, as a power of ten
 * @param runnerUp the best other explanation; null: there is none
 * @param candidates what it can be in particular; empty: nothing more is known
 * @param explains the cells that are not proven because of it
 * @param evidence those of them of which a witness has said something; the others add nothing to it
 * @param contradicts the cells that it touches and that work
 * @param facts what speaks for it beside the cells
 */
public record Cause(
        String id,
        CauseKind kind,
        Subject subject,
        @Nullable String part,
        Severity severity,
        double log10Odds,
        @Nullable RunnerUp runnerUp,
        List<String> candidates,
        List<Pair> explains,
        List<Pair> evidence,
        List<Pair> contradicts,
        List<Fact> facts) {
    public Cause {
        candidates = List.copyOf(candidates);
        explains = List.copyOf(explains);
        evidence = List.copyOf(evidence);
        contradicts = List.copyOf(contradicts);
        facts = List.copyOf(facts);
    }

    /** How bad it is; the worst first. */
    public enum Severity {
        /** Messages do not arrive. */
        RED,
        /** They arrive late. */
        SLOW,
        /** Everything was proven; it is worth knowing. */
        GREY;

        /** As reports have it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far apart two explanations must be, as a power of ten, for one to be named. */
    static final double CLEAR = 2;

    /** Another explanation of the same cells, and how likely it would make the run. */
    public record RunnerUp(
            CauseKind kind, Subject subject, @Nullable String part, double log10Odds) {}

    /** Whether another explanation is nearly as good. */
    public boolean undecided() {
        return runnerUp != null && log10Odds - runnerUp.log10Odds() < CLEAR;
    }
}
