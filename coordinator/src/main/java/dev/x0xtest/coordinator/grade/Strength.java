package dev.x0xtest.coordinator.grade;

import dev.x0xtest.cli.UsageException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How strong a run is to be ({@code --strength}): pairs without a loss are then shown to lose at most this share.
 *
 * @param loss that share
 * @param mostMessages hops that the whole run may send
 */
public record Strength(double loss, int mostMessages) {
    /** Hops of a run unless a person says otherwise. */
    public static final int MOST_MESSAGES = 100_000;

    private static final long KB = 1_000;
    private static final long MB = 1_000_000;
    private static final long GB = 1_000_000_000;

    /** How many samples without a loss show it, with the confidence of {@link Loss#CONFIDENCE}: 299 for 1 %. */
    public static int samples(double loss) {
        return (int) Math.ceil(Math.log1p(-Loss.CONFIDENCE) / Math.log1p(-loss));
    }

    /**
     * What a run sends.
     *
     * @param samples hops of each pair
     * @param bytes random bytes in the hops of one pair
     * @param sending how long a host takes for its hops; null: nobody can tell
     */
    public record Cost(
            int pairs, int samples, long bytes, @Nullable Duration sending) {
        long messages() {
            return (long) pairs * samples;
        }

        /** {@code 299 hops a pair, 8,970 messages, 18.4 MB of payload, 30 s}. */
        @Override
        public String toString() {
            String seconds =
                    sending == null ? "" : String.format(Locale.ROOT, ", %,d s", (sending.toMillis() + 999) / 1_000);
            return String.format(
                            Locale.ROOT,
                            "%,d hops a pair, %,d messages, %s of payload",
                            samples,
                            messages(),
                            size(bytes * pairs))
                    + seconds;
        }

        private static String size(long bytes) {
            if (bytes < MB) {
                return String.format(Locale.ROOT, "%.1f kB", (double) bytes / KB);
            }
            return bytes < GB
                    ? String.format(Locale.ROOT, "%.1f MB", (double) bytes / MB)
                    : String.format(Locale.ROOT, "%,.1f GB", (double) bytes / GB);
        }
    }

    /** What it costs, in one line. */
    public String price(Cost cost) {
        return "strength " + Share.text(loss) + ": " + cost;
    }

    /**
     * Refuses a run that sends too much.
     *
     * @throws UsageException in one line
     */
    public void check(Cost cost) {
        if (cost.messages() > mostMessages) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "--strength needs %,d messages, and --max-messages allows %,d: give a weaker strength, fewer nodes, or --max-messages %d",
                    cost.messages(),
                    mostMessages,
                    cost.messages()));
        }
    }
}
