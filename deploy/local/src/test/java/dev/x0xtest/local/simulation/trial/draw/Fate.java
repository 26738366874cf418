package dev.x0xtest.local.simulation.trial.draw;

import java.time.Duration;

/**
 * What happens to the process of the coordinator.
 *
 * @param after since the run began
 * @param time until it goes on, or another process does
 * @param keysLost whether the keys of the run are lost with it
 * @param copied whether the next process cannot know that the one before is gone
 * @param damaged whether the disk gives back another bit of the journal than it took
 */
public record Fate(Kind kind, Duration after, Duration time, boolean keysLost, boolean copied, boolean damaged) {
    public enum Kind {
        /** It is killed, and nobody goes on with the run. */
        KILLED,
        /** It is killed, and another process goes on with the run. */
        RESUMED,
        /** It is stopped for a while. */
        STOPPED
    }
}
