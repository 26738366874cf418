package dev.x0xtest.serve.api.view;

import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.history.HistoryReader;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The state of the fleet in one sentence: {@code 28 of 30 pairs proven 40 s ago, 1 cause, next run in 4:10}. */
public final class Sentence {
    private static final long MS_PER_SECOND = 1000;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3600;
    private static final long SECONDS_PER_DAY = 86_400;

    private Sentence() {}

    /**
     * Without a full stop and without markup.
     *
     * @param matrix null: nothing has been measured yet
     * @param open incidents that last
     */
    public static String of(Status status, HistoryReader.@Nullable Matrix matrix, int open, long nowMs) {
        return (matrix == null ? "Nothing has been measured yet" : proven(matrix, nowMs))
                + (open == 0 ? "" : ", " + open + (open == 1 ? " cause" : " causes"))
                + ", "
                + next(status, nowMs);
    }

    private static String proven(HistoryReader.Matrix matrix, long nowMs) {
        Tally tally = Tally.of(matrix);
        String pairs = String.format(Locale.ROOT, "%,d", tally.pairs());
        return (tally.proven() == tally.pairs()
                        ? "All " + pairs
                        : String.format(Locale.ROOT, "%,d of %s", tally.proven(), pairs))
                + " pairs proven "
                + age(Math.max(0, nowMs - matrix.atMs()) / MS_PER_SECOND)
                + " ago";
    }

    static String age(long seconds) {
        if (seconds < 2 * SECONDS_PER_MINUTE) {
            return seconds + " s";
        }
        if (seconds < 2 * SECONDS_PER_HOUR) {
            return seconds / SECONDS_PER_MINUTE + " min";
        }
        return seconds < 2 * SECONDS_PER_DAY ? seconds / SECONDS_PER_HOUR + " h" : seconds / SECONDS_PER_DAY + " days";
    }

    private static String next(Status status, long nowMs) {
        if (status.running() != null) {
            return "a run is going on";
        }
        return status.schedule().stream()
                .map(Status.Scheduled::nextDueMs)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .min()
                .stream()
                .mapToObj(due -> due <= nowMs ? "the next run is due" : "next run in " + clock(due - nowMs))
                .findFirst()
                .orElse("no run is planned");
    }

    private static String clock(long ms) {
        long seconds = ms / MS_PER_SECOND;
        return seconds < SECONDS_PER_HOUR
                ? String.format(Locale.ROOT, "%d:%02d", seconds / SECONDS_PER_MINUTE, seconds % SECONDS_PER_MINUTE)
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / SECONDS_PER_HOUR,
                        seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE,
                        seconds % SECONDS_PER_MINUTE);
    }
}
