package dev.x0xtest.coordinator.causes.search;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.cells.Symptom;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What may be wrong: a cause and the cells that it touches.
 *
 * @param part which part of a node; null where its kind has none
 * @param subjects among how many subjects of its kind it was chosen
 * @param bonus the logarithm of how much likelier it is by what is known beside the cells
 * @param facts what is known so
 * @param candidates what it can be in particular
 * @param touches the cells that it touches
 */
public record Hypothesis(
        CauseKind kind,
        Subject subject,
        @Nullable String part,
        int subjects,
        double bonus,
        List<Fact> facts,
        List<String> candidates,
        Hypothesis.Touches touches) {
    /** Of a link: perhaps small messages arrive, and only large ones were sent. */
    public static final String LARGE_ONLY = "large messages only";

    /** Of a contact: messages had passed before. */
    public static final String DURING = "blocked during the run";

    public static final String UNREACHABLE = "unreachable";
    public static final String RUNNER_SILENT = "runner_silent";
    public static final String DAEMON_RESTARTED = "daemon_restarted";
    public static final String ISOLATED = "isolated";

    public Hypothesis {
        facts = List.copyOf(facts);
        candidates = List.copyOf(candidates);
    }

    /** With nothing known beside the cells. */
    Hypothesis(CauseKind kind, Subject subject, @Nullable String part, int subjects, Touches touches) {
        this(kind, subject, part, subjects, 0, List.of(), List.of(), touches);
    }

    /** Goes through cells: a thousand nodes touch millions, so they are not kept. */
    public interface Touches {
        void each(Touched touched);
    }

    /** Takes a cell, by its place in the grid, and how a cause touches it. */
    public interface Touched {
        void at(int place, Cover cover);
    }

    /** The same with what is known beside the cells. */
    Hypothesis known(double more, List<Fact> evidence) {
        return new Hypothesis(kind, subject, part, subjects, bonus + more, evidence, candidates, touches);
    }

    /** The same, where it is not known which of these it is. */
    Hypothesis maybe(List<String> which) {
        return new Hypothesis(kind, subject, part, subjects, bonus, facts, which, touches);
    }

    /** The places that it touches and that are so. */
    public List<Integer> places(Predicate<Integer> which) {
        return touched((place, cover) -> which.test(place));
    }

    private List<Integer> touched(BiPredicate<Integer, Cover> which) {
        List<Integer> places = new ArrayList<>();
        touches.each((place, cover) -> {
            if (which.test(place, cover)) {
                places.add(place);
            }
        });
        return places;
    }

    /**
     * The cells that are not proven because of it. What is refuted for another reason than its way is not explained, and what
     * only one witness has seen only by something about whole nodes.
     */
    public List<Integer> explained(Cells cells) {
        boolean wide = !(subject instanceof Subject.Link
                || subject instanceof Subject.Path
                || subject instanceof Subject.Contact);
        return touched((place, cover) -> {
            Symptom symptom = cells.symptom(place);
            boolean half = symptom == Symptom.TAKEN || symptom == Symptom.SEEN;
            boolean seldom = wide && (symptom == Symptom.FLAKY || (symptom == Symptom.LATE && cover.delays()));
            boolean open = symptom == Symptom.UNKNOWN || (half && wide);
            // What was sent to find out may tell of a pair that the run has not declared.
            return cells.exists(place) && (symptom.bad() || seldom || (open && cells.unobserved(place)));
        });
    }

    /** The cells that speak for it: what a witness has said of them is likelier with it than without any cause. */
    public List<Integer> evidence(Cells cells) {
        return touched((place, cover) -> {
            Symptom symptom = cells.symptom(place);
            double benign = Cover.benign(symptom, cells.attempts(place), cells.probed(place));
            return cells.said(place) && cover.logLikelihood(symptom) > benign;
        });
    }

    /** The cells that speak against it: they work, and most of what it touches would not. */
    public List<Integer> contradictions(Cells cells) {
        return touched((place, cover) -> {
            Symptom symptom = cells.symptom(place);
            return symptom.works() && cover.breaks() && !(symptom == Symptom.LATE && cover.delays());
        });
    }

    /** What it costs to assume this subject and no other, in natural units, less what speaks for it beside the cells. */
    double price() {
        return Math.log(Math.max(2, subjects)) - bonus;
    }

    boolean sameNodes(Hypothesis other) {
        return subject.nodes().containsAll(other.subject.nodes())
                && other.subject.nodes().containsAll(subject.nodes());
    }

    /** Whether only one of the two can be: both are about the packets of the same nodes. */
    boolean excludes(Hypothesis other) {
        return !(subject instanceof Subject.Contact) && !(other.subject instanceof Subject.Contact) && sameNodes(other);
    }
}
