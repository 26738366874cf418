package dev.x0xtest.coordinator.explain;

/**
 * Something that happened to a pair.
 *
 * @param tUs when, on the coordinator's clock, in us after the run's first event
 * @param boundUs how wrong that can be, in us; 0 for what happened at the coordinator
 * @param kind such as {@code command} or {@code sighting}; {@code explain-1.schema.json} lists them
 * @param id of the command, its answer or the hop; empty: none
 * @param text one line
 */
public record PairEvent(long tUs, long boundUs, At at, Kind kind, String id, String text) {
    /** Where it happened. */
    public enum At {
        COORDINATOR,
        SOURCE,
        DESTINATION;

        /** As JSON and the text name it. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What happened. */
    public enum Kind {
        /** The coordinator sent a command. */
        COMMAND,
        /** The anchor's daemon did not send a command. */
        COMMAND_REFUSED,
        /** A runner's result arrived at the anchor. */
        RESULT,
        /** The source gave the hop to its daemon. */
        ATTEMPT,
        /** The source's daemon answered. */
        ANSWER,
        /** The source did not send a hop that was planned. */
        NOT_ATTEMPTED,
        /** The hop was seen at the destination. */
        SIGHTING,
        /** A runner read its daemon's view of the other end. */
        SNAPSHOT,
        /** A stream of the anchor was lost or attached, or another process went on with the run. */
        ANCHOR,
        /** The run was told to end. */
        STOPPED,
        /** The judge decided. */
        OUTCOME;

        /** As JSON names it. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
