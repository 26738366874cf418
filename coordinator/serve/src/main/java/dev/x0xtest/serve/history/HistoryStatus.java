package dev.x0xtest.serve.history;

import java.util.Locale;

/**
 * How the database of the history is.
 *
 * @param kind {@code sqlite} or {@code postgresql}
 * @param spooled entries that wait for it
 * @param lost entries that no bounded place had room for, since the start
 */
public record HistoryStatus(String kind, State state, int spooled, long lost) {
    /** Whether it takes what is written. */
    public enum State {
        OK,
        /** It is away; what is written waits. */
        SPOOLING,
        /** Another serve has taken it, or it cannot be used. */
        FAILED;

        /** Lower case, as other programs read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
