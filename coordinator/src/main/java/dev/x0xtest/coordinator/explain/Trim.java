package dev.x0xtest.coordinator.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * As many events as a person reads: without the renewals first, then without the middle.
 *
 * @param renewals how many messages about leases were left out
 * @param others how many others were
 */
record Trim(List<PairEvent> events, int renewals, int others) {
    private static final int MOST = 400;

    static Trim of(List<PairEvent> all) {
        if (all.size() <= MOST) {
            return new Trim(all, 0, 0);
        }
        List<PairEvent> rest =
                all.stream().filter(event -> !Phrases.isLease(event.text())).toList();
        int renewals = all.size() - rest.size();
        if (rest.size() <= MOST) {
            return new Trim(rest, renewals, 0);
        }
        List<PairEvent> ends = new ArrayList<>(rest.subList(0, MOST / 2));
        ends.addAll(rest.subList(rest.size() - MOST / 2, rest.size()));
        return new Trim(ends, renewals, rest.size() - MOST);
    }
}
