package dev.x0xtest.serve.model;

import java.util.Locale;

/**
 * What an operator has ordered, until when and why. Immutable.
 *
 * @param target of a pause a schedule's name or empty for all; of an exclusion a node's label; of a silence a node's label,
 *     {@code src>dst}, a kind of cause, or an incident's id; of an acknowledgement an incident's id
 * @param fromMs ms since 1970
 * @param untilMs the same; {@link Long#MAX_VALUE}: until it is withdrawn
 * @param reason never empty
 * @param by the name of the operator's token
 */
public record Order(String id, Kind kind, String target, long fromMs, long untilMs, String reason, String by) {
    /** What is ordered. */
    public enum Kind {
        /** No runs on schedule. */
        PAUSE,
        /** A node takes no part in runs. */
        EXCLUSION,
        /** No alerts about something. */
        SILENCE,
        /** Somebody works on an incident: it is not repeated. */
        ACKNOWLEDGEMENT;

        /** Lower case, as other programs read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it holds now. */
    public boolean holds(long nowMs) {
        return fromMs <= nowMs && nowMs < untilMs;
    }
}
