package dev.x0xtest.wire.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a receiver saw under one hop id, one entry for each kind of sighting.
 *
 * @param from index of the source in the hop's id
 * @param sample from 0
 * @param attempt from 1
 * @param what {@link #INTACT}, {@link #CORRUPT} (right sender, digest wrong) or {@link #FOREIGN} (another sender, digest
 *     right)
 * @param count arrivals
 * @param seenMs the first of them, in ms after this runner's own {@code go}; negative before it
 * @param verified the daemon's word about the sender, of the best arrival
 * @param sender agent id of a foreign one
 * @param source {@code live}, or {@code history}: found in the daemon's history
 */
public record ColumnEntry(
        int from,
        int sample,
        int attempt,
        String what,
        int count,
        long seenMs,
        boolean verified,
        @Nullable String sender,
        String source) {
    public static final String INTACT = "intact";
    public static final String CORRUPT = "corrupt";
    public static final String FOREIGN = "foreign";
}
