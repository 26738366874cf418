package dev.x0xtest.coordinator.latency;

import org.jspecify.annotations.Nullable;

/**
 * How long hops take from the source to the destination, by both clocks and their offset.
 *
 * @param valueUs the median
 * @param boundUs how wrong the offset makes it, in 19 cases of 20
 * @param flag {@link #NEGATIVE}, {@link #ASYMMETRIC}; null: neither
 */
public record OneWay(long valueUs, long boundUs, @Nullable String flag) {
    /** Below 0, which no delay is: the offset is wrong, by less than the bound unless that is below 0 as well. */
    public static final String NEGATIVE = "negative";

    /** The other direction takes longer or shorter by more than the bounds allow. */
    public static final String ASYMMETRIC = "asymmetric";
}
