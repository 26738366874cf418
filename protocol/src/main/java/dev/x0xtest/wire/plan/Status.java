package dev.x0xtest.wire.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.action.Attachment;
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
        Attachment attachment) {}
