package dev.x0xtest.coordinator.causes.search;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.cells.Symptom;
import dev.x0xtest.coordinator.report.CellReport;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Ways that are broken for good carry nothing after their first failures. Where messages get through later all the same,
 * packets are lost now and then, and that speaks against the hypothesis. Pure.
 */
final class ForGood {
    /** How often a way that is broken for good carries something after it has failed. */
    private static final double AGAINST = Math.log(200);
    /** A daemon may hold a message for so long before it sends it, and the runners of a run do not begin at once. */
    private static final long SLACK_MS = 2_000;
    /** One early failure may have a reason of its own: the first quarter of them is passed over. */
    private static final int PART = 4;

    private ForGood() {}

    /** The hypothesis, less likely by each pair that it breaks and that has carried something since. */
    static Hypothesis of(Hypothesis broken, Cells cells) {
        List<Integer> places =
                broken.places(place -> cells.symptom(place) != Symptom.WORKS && cells.left(place) != null);
        long[] refused = times(places, cells, CellReport.Left::refusedMs);
        if (refused.length == 0) {
            return broken;
        }
        long since = refused[refused.length / PART] + SLACK_MS;
        long later = Arrays.stream(times(places, cells, CellReport.Left::acceptedMs))
                .filter(accepted -> accepted > since)
                .count();
        return broken.known(-later * AGAINST, List.of());
    }

    private static long[] times(List<Integer> places, Cells cells, Function<CellReport.Left, @Nullable Long> which) {
        return places.stream()
                .map(cells::left)
                .filter(Objects::nonNull)
                .map(which)
                .filter(Objects::nonNull)
                .flatMapToLong(LongStream::of)
                .sorted()
                .toArray();
    }
}
