package dev.x0xtest.serve.history.store;

/**
 * How long what is kept. Days are kept for good.
 *
 * @param runDays each run
 * @param hourDays the sums of hours, and ticks without a run
 * @param reportBytes of all reports, compressed; the oldest go first
 */
public record Retention(int runDays, int hourDays, long reportBytes) {
    /** 90 days, 13 months, 256 MB. */
    public static final Retention STANDARD = new Retention(90, 396, 256_000_000);
}
