package dev.x0xtest.coordinator.latency;

import org.jspecify.annotations.Nullable;

/**
 * The times of one hop, in us; null: unknown.
 *
 * @param scheduledUs from when it was due to the answer of the source's daemon; null also where it had no schedule
 * @param sendUs from when it left to that answer; null also where the daemon did not accept it
 * @param sentUs when it left, by the source's clock, since 1970
 * @param seenUs when the destination saw it, by the destination's clock, since 1970
 * @param leftUs when it left, from when its source began to send
 */
public record HopTimes(
        @Nullable Long scheduledUs,
        @Nullable Long sendUs,
        @Nullable Long sentUs,
        @Nullable Long seenUs,
        @Nullable Long leftUs) {
    /** Of a hop of which it is not known when it left after the first. */
    public HopTimes(@Nullable Long scheduledUs, @Nullable Long sendUs, @Nullable Long sentUs, @Nullable Long seenUs) {
        this(scheduledUs, sendUs, sentUs, seenUs, null);
    }

    /** Nothing is known. */
    public static final HopTimes NONE = new HopTimes(null, null, null, null);

    /** The destination's clock when it was seen minus the source's when it left; null: unknown. */
    @Nullable
    Long betweenUs() {
        return sentUs == null || seenUs == null ? null : seenUs - sentUs;
    }
}
