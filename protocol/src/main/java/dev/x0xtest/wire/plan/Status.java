package dev.x0xtest.wire.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.action.Attachment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Details of {@code status}: the condition of a runner, its host and its daemon.
 *
 * @param agent name and version of the runner
 * @param x0xd version of its daemon; null if the daemon did not answer
 * @param peers peers of its daemon; null if the daemon did not answer
 * @param load the host's load average over one minute, in hundredths; null if unknown
 * @param rssBytes resident memory of the runner; null if unknown
 * @param clockMs its wall clock in ms since 1970, for display only
 * @param uptimeMs ms since the runner's start
 * @param run the active or the last run; null if there was none
 * @param coordinator agent id of that run's coordinator
 * @param runState as in {@link RunReport.Progress#state}
 * @param refused commands ignored since the runner's start, by reason
 * @param resultsDropped results not delivered since the runner's start
 * @param runs the runs that the runner knows, oldest first, at most sixteen; empty from an older runner
 */
public record Status(
        String agent,
        @Nullable String x0xd,
        @Nullable Integer peers,
        @Nullable Integer load,
        @Nullable Long rssBytes,
        long clockMs,
        long uptimeMs,
        @Nullable String run,
        @Nullable String coordinator,
        @Nullable String runState,
        ObjectNode refused,
        long resultsDropped,
        Attachment attachment,
        List<Status.Run> runs) {

    /**
     * A run that the runner knows.
     *
     * @param coordinator agent id of its coordinator
     * @param heardAgoMs ms since its coordinator was last heard of
     * @param state {@link #ARMED}, {@link #RUNNING}, {@link #LAPSED} or {@link #ENDED}
     */
    public record Run(String run, int epoch, String coordinator, long heardAgoMs, String state) {
        public static final String ARMED = "armed";

        /** The row is being sent, or hops of the column may still arrive. */
        public static final String RUNNING = "running";

        /** The lease ran out: no more attempts start. */
        public static final String LAPSED = "lapsed";

        /** Row and column are final. */
        public static final String ENDED = "ended";
    }
}
