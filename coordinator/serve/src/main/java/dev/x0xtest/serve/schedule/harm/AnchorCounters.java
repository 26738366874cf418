package dev.x0xtest.serve.schedule.harm;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Counters of the anchor's x0xd since its start, of which a report has no word. Immutable. Read before and after a run; the
 * difference is the run's, and that of whatever else the daemon did meanwhile.
 *
 * @param evicted {@code GET /diagnostics/dm}: {@code stats.subscriber_events_evicted}; null: not read, as for all
 * @param droppedFull {@code GET /diagnostics/gossip}: {@code dropped_full} of the three parts of {@code recv_pump} together
 * @param poolEvictions {@code GET /diagnostics/connectivity}: {@code connection_pool.lru_evictions_total}
 * @param failedConnects the same: {@code connection_pool.establish_failures_total}
 */
public record AnchorCounters(
        @Nullable Long evicted,
        @Nullable Long droppedFull,
        @Nullable Long poolEvictions,
        @Nullable Long failedConnects) {
    /** The paths to read; their answers are the arguments of {@link #of} in this order. */
    public static final String DM = "/diagnostics/dm";

    public static final String GOSSIP = "/diagnostics/gossip";
    public static final String CONNECTIVITY = "/diagnostics/connectivity";

    /** Nothing could be read. */
    public static final AnchorCounters UNKNOWN = new AnchorCounters(null, null, null, null);

    /** Of the three answers; null: not read. What is absent or no count stays unknown. */
    public static AnchorCounters of(@Nullable JsonNode dm, @Nullable JsonNode gossip, @Nullable JsonNode connectivity) {
        return new AnchorCounters(
                count(dm, "/stats/subscriber_events_evicted"),
                dropped(gossip),
                count(connectivity, "/connection_pool/lru_evictions_total"),
                count(connectivity, "/connection_pool/establish_failures_total"));
    }

    private static @Nullable Long dropped(@Nullable JsonNode gossip) {
        Long all = null;
        for (String part : new String[] {"bulk", "membership", "pubsub"}) {
            Long one = count(gossip, "/recv_pump/" + part + "/dropped_full");
            if (one != null) {
                all = one + (all == null ? 0 : all);
            }
        }
        return all;
    }

    private static @Nullable Long count(@Nullable JsonNode answer, String pointer) {
        if (answer == null) {
            return null;
        }
        JsonNode value = answer.at(pointer);
        return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0
                ? Long.valueOf(value.longValue())
                : null;
    }
}
