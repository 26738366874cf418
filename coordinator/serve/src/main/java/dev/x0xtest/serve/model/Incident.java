package dev.x0xtest.serve.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong in the fleet for a while: one cause, over all rounds in which it was seen. Immutable; each change
 * makes a new one with the same id.
 *
 * @param id stable, unique within a history
 * @param kind of the cause; it may change while the incident lasts, as LINK to NODE
 * @param part of the cause; null where its kind has none
 * @param subject of the cause as JSON, as in report/2
 * @param nodes labels that the subject names
 * @param cells the pairs that it explains, each as {@code src>dst}; at most {@value #MOST_CELLS}
 * @param sinceMs start of the first run that showed it, ms since 1970
 * @param atMs end of the last run that changed it
 * @param clearedMs null while it lasts
 * @param seen in how many of the last {@code of} judged rounds
 * @param proven consecutive rounds in which all of its pairs were proven
 * @param text what is wrong, for people; no markup
 * @param next the command to type next; empty: none
 * @param runs the last runs that showed it, the newest first; at most {@value #MOST_RUNS}
 */
public record Incident(
        String id,
        Scope scope,
        String kind,
        @Nullable String part,
        String subject,
        List<String> nodes,
        List<String> cells,
        State state,
        String severity,
        long sinceMs,
        long atMs,
        @Nullable Long clearedMs,
        int seen,
        int of,
        int proven,
        double log10Odds,
        String text,
        String next,
        List<String> runs) {
    public static final int MOST_CELLS = 400;
    public static final int MOST_RUNS = 20;

    public Incident {
        nodes = List.copyOf(nodes);
        cells = List.copyOf(cells);
        runs = List.copyOf(runs);
    }

    /** The life of an incident. */
    public enum State {
        /** Seen, not confirmed: nobody is told. */
        SUSPECTED,
        OPEN,
        CLEARED,
        /** Its node left the fleet. */
        LEFT;

        /** Lower case, as other programs read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
