package dev.x0xtest.serve.api.view;

import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.model.Scope;

/** When what is known is too old to be shown as the present. */
public final class Freshness {
    /** As many intervals without a run are too many. */
    private static final int INTERVALS = 3;

    private static final long UNSCHEDULED_S = 3600;

    private Freshness() {}

    /** The greatest age in seconds: three intervals of the schedule that measures this scope most often, else an hour. */
    public static long mostS(Status status, Scope scope) {
        return status.schedule().stream()
                        .filter(one -> one.scope().equals(scope))
                        .mapToLong(Status.Scheduled::everyS)
                        .filter(every -> every > 0)
                        .min()
                        .orElse(UNSCHEDULED_S / INTERVALS)
                * INTERVALS;
    }
}
