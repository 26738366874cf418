package dev.x0xtest.serve.api.live;

import org.jspecify.annotations.Nullable;

/** Whether a requested run was begun. */
public sealed interface RunAnswer {
    /** It was; {@code run} is its id. */
    record Started(String run) implements RunAnswer {}

    /**
     * The runners are busy.
     *
     * @param run with this run; null: unknown
     * @param coordinator agent id of whose run it is; null: unknown
     * @param sinceMs since when, ms since 1970; null: unknown
     */
    record Busy(
            @Nullable String run,
            @Nullable String coordinator,
            @Nullable Long sinceMs) implements RunAnswer {}
}
