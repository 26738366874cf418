package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.schedule.terms.Cost;
import java.util.Map;

/**
 * What the history knows when the daemon starts.
 *
 * @param series by the name of a series
 * @param today what the runs of the present UTC day have cost
 */
public record Past(Map<String, Past.OfSeries> series, Cost today) {
    /** Nothing is known. */
    public static final Past NONE = new Past(Map.of(), Cost.NONE);

    public Past {
        series = Map.copyOf(series);
    }

    /**
     * The last tick of a series, and how far its rotation is.
     *
     * @param lastDueMs when its last tick was due, whether it ran or was skipped, ms since 1970
     * @param rounds of its rotation that were measured, ever; 0 where that is unknown: the rotation begins anew
     */
    public record OfSeries(long lastDueMs, long rounds) {}
}
