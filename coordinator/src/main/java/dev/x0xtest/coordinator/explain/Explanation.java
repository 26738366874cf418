package dev.x0xtest.coordinator.explain;

import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.Locale;

/**
 * What happened to a pair of a run.
 *
 * @param outcome the title of the pair's outcome, such as {@code REFUSED(403 blocked)}
 * @param why each witness in a line
 * @param events in the order of their times
 * @param renewals renewals of the lease, with their answers, that are not among the events
 * @param others other events that are not among them
 */
public record Explanation(
        String run,
        NodeLabel src,
        NodeLabel dst,
        String outcome,
        List<String> why,
        List<PairEvent> events,
        int renewals,
        int others) {
    public Explanation {
        why = List.copyOf(why);
        events = List.copyOf(events);
    }

    /** What is not among the events, in words; empty: nothing. */
    public String leftOut() {
        String first = renewals == 0 ? "" : renewals + (renewals == 1 ? " message" : " messages") + " about leases";
        String second = others == 0 ? "" : others + (others == 1 ? " event" : " events") + " in the middle";
        return String.format(Locale.ROOT, "%s%s%s", first, first.isEmpty() || second.isEmpty() ? "" : " and ", second);
    }
}
