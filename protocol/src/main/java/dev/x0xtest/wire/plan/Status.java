package dev.x0xtest.wire.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.action.Attachment;
import org.jspecify.annotations.Nullable;

/**
 * Details of {@code status}: how a runner and its daemon are.
 *
 * @param agent name and version of the runner
 * @param x0xd version of its daemon, as last heard
 * @param peers of its daemon; null: it did not answer
 * @param load the host's load average over one minute, in hundredths; null: unknown here
 * @param rssBytes of the runner; null: unknown here
 * @param clockMs its wall clock in ms since 1970, for display only
 * @param uptimeMs since the runner's start
 * @param run the run that it is in; null: none
 * @param coordinator agent id of that run's coordinator
 * @param runState as {@link RunReport.Progress#state}
 * @param refused commands that were not obeyed since its start, by reason
 * @param resultsDropped results that could not be delivered since its start
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
