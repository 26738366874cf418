package dev.x0xtest.coordinator.causes.search;

import dev.x0xtest.coordinator.causes.cells.Cells;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Ways that are broken for good carry nothing after they have failed. Where messages of one pair arrive long after another has
 * failed, packets are lost now and then, and that speaks against the hypothesis. Pure.
 */
final class ForGood {
    /** How often a way that is broken for good carries something after it has failed. */
    private static final double AGAINST = Math.log(200);
    /** Daemons hold messages for seconds before they send them, and the runners of a run do not begin at once. */
    private static final long SLACK_MS = 5_000;
    /** Of many pairs some may have failed before, for a reason of their own: the first quarter is passed over. */
    private static final int PART = 4;

    private ForGood() {}

    /** The hypothesis, less likely by each pair that it breaks and that has carried something since. */
    static Hypothesis of(Hypothesis broken, Cells cells) {
        List<Integer> places = broken.places(place -> cells.symptom(place).bad());
        long[] refused = times(places, cells::refusedMs);
        if (refused.length == 0) {
            return broken;
        }
        long since = refused[refused.length / PART] + SLACK_MS;
        long later = Arrays.stream(times(places, cells::arrivedMs))
                .filter(arrived -> arrived > since)
                .count();
        return broken.known(-later * AGAINST, List.of());
    }

    /** Those that are known, in order. */
    private static long[] times(List<Integer> places, IntToLongFunction which) {
        return places.stream()
                .mapToLong(which::applyAsLong)
                .filter(time -> time >= 0)
                .sorted()
                .toArray();
    }
}
