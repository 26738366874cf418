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
 * @param x0xdUptimeS uptime of its daemon in seconds; null: unknown
 * @param healthyLinks peers whose link is healthy, as its daemon says; null: unknown
 * @param degradedLinks the same for degraded ones
 * @param counters of its daemon since the daemon's start; null: unknown
 * @param about what was asked about peers
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
        List<Status.Run> runs,
        @Nullable Long x0xdUptimeS,
        @Nullable Integer healthyLinks,
        @Nullable Integer degradedLinks,
        Evidence.@Nullable Counters counters,
        List<Evidence.PeerView> about) {
    /** A status without what a newer runner adds. */
    public Status(
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
        this(
                agent,
                x0xd,
                peers,
                load,
                rssBytes,
                clockMs,
                uptimeMs,
                run,
                coordinator,
                runState,
                refused,
                resultsDropped,
                attachment,
                runs,
                null,
                null,
                null,
                null,
                List.of());
    }

    /** The same status with what the daemon says of itself, and the answers about peers. */
    public Status with(
            @Nullable Long newUptimeS,
            @Nullable Integer healthy,
            @Nullable Integer degraded,
            Evidence.@Nullable Counters newCounters,
            List<Evidence.PeerView> views) {
        return new Status(
                agent,
                x0xd,
                peers,
                load,
                rssBytes,
                clockMs,
                uptimeMs,
                run,
                coordinator,
                runState,
                refused,
                resultsDropped,
                attachment,
                runs,
                newUptimeS,
                healthy,
                degraded,
                newCounters,
                views);
    }

    /**
     * Parameters of {@link PlanActions#STATUS}: peers to tell about, at most {@value #PEERS}. An older runner ignores them.
     */
    public record Params(List<Evidence.Question> about) {
        /** The most peers of one question. */
        public static final int PEERS = 8;

        /** Asks about no peer. */
        public static final Params NONE = new Params(List.of());

        /**
         * Takes the peers.
         *
         * @throws IllegalArgumentException for too many of them
         */
        public Params {
            PlanText.within("the number of peers in about", about.size(), 0, PEERS);
            about = List.copyOf(about);
        }
    }

    /**
     * A run that the runner knows.
     *
     * @param coordinator agent id of its coordinator
     * @param heardAgoMs ms since its coordinator was last heard of
     * @param state {@link #ARMED}, {@link #RUNNING}, {@link #LAPSED} or {@link #ENDED}
     * @param armedAtMs when its plan was stored, on the runner's wall clock in ms since 1970, for display only; null from
     *     an older runner
     */
    public record Run(
            String run,
            int epoch,
            String coordinator,
            long heardAgoMs,
            String state,
            @Nullable Long armedAtMs) {
        /** A run whose begin is unknown. */
        public Run(String run, int epoch, String coordinator, long heardAgoMs, String state) {
            this(run, epoch, coordinator, heardAgoMs, state, null);
        }

        public static final String ARMED = "armed";

        /** The row is being sent, or hops of the column may still arrive. */
        public static final String RUNNING = "running";

        /** The lease ran out: no more attempts start. */
        public static final String LAPSED = "lapsed";

        /** Row and column are final. */
        public static final String ENDED = "ended";
    }
}
