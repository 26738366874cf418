package dev.x0xtest.coordinator.latency;

import org.jspecify.annotations.Nullable;

/**
 * What is said of many times, in us. A percentile is the least time that so many of the samples do not exceed.
 *
 * @param min null, as all that follow: there are no samples
 * @param p90 null below {@value #LEAST_P90} samples
 * @param p99 null below {@value #LEAST_P99} samples
 * @param hdr all samples as a compressed HdrHistogram (version 2, base64), to be merged with others; null below
 *     {@value #LEAST_HDR} samples of a pair, where least and most say all, and below {@value #LEAST_HDR_OF_MANY} of a row,
 *     a column or a run, where its pairs do
 */
public record Figures(
        long count,
        @Nullable Long min,
        @Nullable Long p50,
        @Nullable Long p90,
        @Nullable Long p99,
        @Nullable Long max,
        @Nullable String hdr) {
    static final int LEAST_P90 = 10;
    static final int LEAST_P99 = 100;
    static final int LEAST_HDR = 3;

    /** A small run ends without encoding any. */
    static final int LEAST_HDR_OF_MANY = 10;

    static final Figures NONE = new Figures(0, null, null, null, null, null, null);
}
