package dev.x0xtest.runner.action;

import dev.x0xtest.wire.result.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What an action came to.
 *
 * @param digestMarker echoed from the command
 */
public record Answer<R>(
        Outcome outcome,
        @Nullable String digestMarker,
        @Nullable R details) {

    public static <R> Answer<R> ok(R details) {
        return new Answer<>(Outcome.ok(), null, details);
    }
}
